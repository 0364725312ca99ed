/** One decoder a file, and the dispatcher that finds them by number. */
package io.quantix.vnc.encoding;
