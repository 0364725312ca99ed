package io.quantix.desktop.console;

import io.quantix.desktop.host.SerialPort;
import io.quantix.desktop.text.Texts;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignL;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.kordamp.ikonli.materialdesign2.MaterialDesignT;

/** Serial ports and how they stand, as people read them. */
final class SerialWords {
  private SerialWords() {}

  /** What a port is called; people count from 1. */
  static String name(SerialPort port) {
    return switch (port.kind()) {
      case SERIAL -> Texts.text("serial.port", port.number() + 1);
      case VIRTIO -> Texts.text("serial.virtio", port.number() + 1);
    };
  }

  static Ikon sign(SerialState state) {
    return switch (state) {
      case SerialState.Open _ -> MaterialDesignC.CONSOLE;
      case SerialState.Opening _ -> MaterialDesignT.TIMER_SAND;
      case SerialState.Off _ -> MaterialDesignP.POWER;
      case SerialState.Busy _ -> MaterialDesignL.LOCK_OUTLINE;
      case SerialState.Ended _ -> MaterialDesignL.LAN_DISCONNECT;
      case SerialState.Failed _ -> MaterialDesignA.ALERT_CIRCLE_OUTLINE;
    };
  }

  /** A state in a few words; empty where all is well. */
  static String standing(SerialState state) {
    return switch (state) {
      case SerialState.Open _ -> "";
      case SerialState.Opening _ -> Texts.text("serial.opening");
      case SerialState.Off _ -> Texts.text("console.off");
      case SerialState.Busy _ -> Texts.text("serial.busy");
      case SerialState.Ended _ -> Texts.text("serial.ended");
      case SerialState.Failed _ -> Texts.text("serial.failed");
    };
  }
}
