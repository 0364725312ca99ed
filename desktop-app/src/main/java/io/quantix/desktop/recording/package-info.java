/** Films of a guest's screen, in MP4 files. */
package io.quantix.desktop.recording;
