/**
 * From the first byte to the desktop's size: version, security, initialisation (RFB 7.1 to 7.3).
 */
package io.quantix.vnc.handshake;
