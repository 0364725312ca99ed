package io.quantix.desktop.cli;

import io.quantix.agent.client.GuestText;
import io.quantix.desktop.text.Texts;
import java.io.PrintWriter;

/** How far a copy is, in one line of a terminal; says nothing where there is no terminal. */
final class CopyProgress implements AutoCloseable {
  private static final long BETWEEN_NANOS = 200_000_000;
  private static final int WIDTH = 78;

  private final PrintWriter err;
  private final boolean shown;
  private String file = "";
  private long told;
  private boolean dirty;

  CopyProgress(PrintWriter err, boolean wanted) {
    this.err = err;
    this.shown = wanted && TerminalAsker.terminalHere().isPresent();
  }

  void begin(String name) {
    file = GuestText.line(name);
  }

  /** Called by whichever thread copies. */
  synchronized void at(long done, long total) {
    long now = System.nanoTime();
    if (!shown || now - told < BETWEEN_NANOS) {
      return;
    }
    told = now;
    String text =
        total > 0
            ? Texts.text(
                "cli.guest.copy.progress",
                file,
                GuestTable.size(done),
                GuestTable.size(total),
                done * 100 / total)
            : file + "  " + GuestTable.size(done);
    err.print("\r" + (text + " ".repeat(WIDTH)).substring(0, WIDTH));
    err.flush();
    dirty = true;
  }

  @Override
  public synchronized void close() {
    if (dirty) {
      err.print("\r" + " ".repeat(WIDTH) + "\r");
      err.flush();
      dirty = false;
    }
  }
}
