package io.quantix.desktop.guest;

import io.quantix.agent.protocol.message.DirectoryEntry;
import io.quantix.desktop.text.Amounts;
import io.quantix.desktop.text.Texts;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Files and their transfers, as people read them. */
final class FileWords {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
  private static final String BITS = "rwxrwxrwx";
  // 1970 to 9999; another time is none.
  private static final long LATEST = 253_402_300_799L;

  private FileWords() {}

  /** A time of a guest's, in this computer's zone. */
  static String time(long seconds) {
    return seconds <= 0 || seconds > LATEST
        ? ""
        : TIME.format(Instant.ofEpochSecond(seconds).atZone(ZoneId.systemDefault()));
  }

  /** As ls has it. */
  static String mode(DirectoryEntry entry) {
    StringBuilder mode = new StringBuilder();
    mode.append(entry.getIsSymlink() ? 'l' : entry.getIsDirectory() ? 'd' : '-');
    for (int i = 0; i < BITS.length(); i++) {
      boolean set = (entry.getMode() & (1 << (BITS.length() - 1 - i))) != 0;
      mode.append(set ? BITS.charAt(i) : '-');
    }
    return mode.toString();
  }

  /** How far a transfer is, in a few words. */
  static String standing(FileTransfer transfer) {
    return switch (transfer.stageProperty().get()) {
      case RUNNING ->
          transfer.progressProperty().get() < 0
              ? Texts.text("guest.transfer.begins")
              : Texts.text(
                  "guest.transfer.running",
                  Amounts.percent(transfer.progressProperty().get()),
                  Amounts.bytes(transfer.totalProperty().get()));
      case DONE ->
          Texts.text(
              transfer.way() == FileTransfer.Way.DOWNLOAD
                  ? "guest.transfer.downloaded"
                  : "guest.transfer.uploaded");
      case CANCELLED -> Texts.text("guest.transfer.cancelled");
      case FAILED -> transfer.failureProperty().get().map(GuestFailure::text).orElse("");
    };
  }
}
