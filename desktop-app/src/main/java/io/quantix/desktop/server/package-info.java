/** VNC servers that have no libvirt: the saved ones, and what a console needs of one. */
package io.quantix.desktop.server;
