/**
 * libvirt's own library in this process, through JNA and libvirt-java's table of calls: for the
 * hypervisors that no daemon answers for. Nothing here is loaded before such a URI is opened.
 */
package io.quantix.libvirt.nativelib;
