package io.quantix.desktop.guest;

import io.quantix.agent.client.GuestText;
import io.quantix.agent.protocol.message.SoftwarePackage;
import io.quantix.desktop.text.Amounts;
import io.quantix.desktop.text.Texts;
import java.util.Locale;
import javafx.scene.control.TableColumn;

/** What is installed in a guest. */
final class Software {
  private Software() {}

  /** The packages as the guest lists them. */
  static GuestList<SoftwarePackage> list(GuestModel guest) {
    return new GuestList<>(
        guest,
        from -> from.system().software("", 0).getPackagesList(),
        (each, wanted) ->
            each.getName().toLowerCase(Locale.ROOT).contains(wanted)
                || each.getPublisher().toLowerCase(Locale.ROOT).contains(wanted));
  }

  static ListPane<SoftwarePackage> pane(GuestModel guest) {
    ListPane<SoftwarePackage> pane =
        new ListPane<>(list(guest), Texts.text("guest.section.software"));
    TableColumn<SoftwarePackage, SoftwarePackage> name =
        pane.words("package", 180, each -> GuestText.line(each.getName()));
    pane.words("version", 140, each -> GuestText.line(each.getVersion()));
    pane.words("architecture", 70, each -> GuestText.line(each.getArchitecture()));
    pane.amounts(
        "size",
        80,
        each -> each.getSizeBytes(),
        each -> each.getSizeBytes() <= 0 ? "" : Amounts.bytes(each.getSizeBytes()));
    pane.words("publisher", 150, each -> GuestText.line(each.getPublisher()));
    pane.table().getSortOrder().add(name);
    return pane;
  }
}
