/** The Quantix window and its command line. */
@org.jspecify.annotations.NullMarked
module io.quantix.desktop {
  requires static org.jspecify;
  requires io.quantix.libvirt;
  requires io.quantix.vnc;
  requires io.quantix.agent.client;
  // What io.quantix.libvirt needs for the connections that libvirt's own library drives.
  requires com.sun.jna;
  requires libvirt;
  // For javax.sound.sampled alone; JavaFX brings it along anyway.
  requires java.desktop;
  requires javafx.controls;
  requires atlantafx.base;
  requires org.controlsfx.controls;
  requires org.kordamp.ikonli.core;
  requires org.kordamp.ikonli.javafx;
  requires org.kordamp.ikonli.materialdesign2;
  requires com.techsenger.jeditermfx.core;
  // Its pairs are in what the terminal answers.
  requires kotlin.stdlib;
  requires info.picocli;
  requires tools.jackson.core;
  requires tools.jackson.databind;

  exports io.quantix.desktop.window to
      javafx.graphics;

  opens io.quantix.desktop.cli to
      info.picocli;
}
