package io.quantix.benchmarks;

import io.quantix.vnc.record.Recording;
import io.quantix.vnc.record.Replay;
import io.quantix.vnc.record.ReplayServer;
import java.nio.file.Path;

/**
 * Plays a recording to any VNC client that connects, until input ends.
 *
 * <pre>benchmarks/run vnc-replay FILE [PORT [PASSES [timed]]]</pre>
 */
public final class VncReplay {
  private VncReplay() {}

  /** Serves. */
  public static void main(String[] args) throws Exception {
    Recording recording = Recording.read(Path.of(args[0]));
    int port = args.length > 1 ? Integer.parseInt(args[1]) : 0;
    Replay replay =
        Replay.once().times(args.length > 2 ? Integer.parseInt(args[2]) : 1).thenStaying();
    try (ReplayServer server =
        ReplayServer.onPort(recording, args.length > 3 ? replay.inItsTime() : replay, port)) {
      System.out.println("vnc://127.0.0.1:" + server.port());
      while (System.in.read() >= 0) {
        // Until it ends.
      }
    }
  }
}
