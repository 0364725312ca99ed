/** One security type a file (RFB 7.2). */
package io.quantix.vnc.security;
