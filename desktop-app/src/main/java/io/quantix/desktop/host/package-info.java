/** Connected hosts, kept fresh by libvirt's events. */
package io.quantix.desktop.host;
