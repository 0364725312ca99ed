/** PNG pictures (ISO/IEC 15948) as VNC servers send them. */
package io.quantix.vnc.png;
