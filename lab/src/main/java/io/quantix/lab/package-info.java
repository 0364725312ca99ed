/** A real libvirt host and a tiny guest. */
package io.quantix.lab;
