package io.quantix.desktop.vm;

import io.quantix.desktop.model.VmModel;
import io.quantix.desktop.text.Texts;
import io.quantix.libvirt.DomainState;
import java.util.Locale;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignH;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;

/** A VM's state as people see it: a word, an icon and a colour, never the colour alone. */
public enum VmState {
  RUNNING(MaterialDesignP.PLAY_CIRCLE),
  PAUSED(MaterialDesignP.PAUSE_CIRCLE),
  SAVED(MaterialDesignC.CONTENT_SAVE),
  STOPPING(MaterialDesignP.POWER),
  OFF(MaterialDesignS.STOP_CIRCLE_OUTLINE),
  SUSPENDED(MaterialDesignS.SLEEP),
  CRASHED(MaterialDesignA.ALERT_CIRCLE),
  UNKNOWN(MaterialDesignH.HELP_CIRCLE);

  @SuppressWarnings("ImmutableEnumChecker") // every Ikon there is, is a constant of an enum
  private final Ikon icon;

  VmState(Ikon icon) {
    this.icon = icon;
  }

  /** What a VM's model says. */
  public static VmState of(VmModel vm) {
    return of(vm.stateProperty().get(), vm.savedProperty().get());
  }

  static VmState of(DomainState state, boolean saved) {
    return switch (state) {
      case RUNNING, BLOCKED -> RUNNING;
      case PAUSED -> PAUSED;
      case SHUTDOWN -> STOPPING;
      case SHUT_OFF -> saved ? SAVED : OFF;
      case CRASHED -> CRASHED;
      case PM_SUSPENDED -> SUSPENDED;
      case NO_STATE -> UNKNOWN;
    };
  }

  /** The word for it. */
  public String text() {
    return Texts.text("vm.state." + name().toLowerCase(Locale.ROOT));
  }

  /** Its icon. */
  public Ikon icon() {
    return icon;
  }

  /** Its style class. */
  public String style() {
    return "state-" + name().toLowerCase(Locale.ROOT);
  }
}
