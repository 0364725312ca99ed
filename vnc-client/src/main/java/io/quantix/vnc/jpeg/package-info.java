/** JPEG pictures (ITU-T T.81) as VNC servers send them. */
package io.quantix.vnc.jpeg;
