/** Keys and pointer as a server wants them: keysyms, QEMU scan codes. */
package io.quantix.vnc.input;
