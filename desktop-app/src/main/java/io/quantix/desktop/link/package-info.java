/** Links and .vv files that open a console, and the running window that they are handed to. */
package io.quantix.desktop.link;
