package io.quantix.libvirt.transport.ssh;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Commands for the host's shell, whichever it is: each is one {@code sh -c} with one quoted word.
 * Before what counts begins, they print a mark on a line of its own, so that a banner or a noisy
 * start-up file is told apart from it.
 */
final class Shell {
  private Shell() {}

  /** A line that nobody prints by chance. */
  static String mark() {
    return "quantix-" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
  }

  /** One word for a POSIX shell, whatever is in it. */
  static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }

  private static String command(String script) {
    return "sh -c " + quoted(script);
  }

  /** Tells what {@link HostFacts} has. */
  static String facts(String mark) {
    return command(
        "echo; echo "
            + mark
            + "; u=$(id -u); echo uid=$u; a=${XDG_RUNTIME_DIR:-/run/user/$u}/libvirt;"
            + " b=${XDG_CACHE_HOME:-$HOME/.cache}/libvirt; echo \"folder=$a\"; echo \"folder=$b\";"
            + " for d in /var/run/libvirt \"$a\" \"$b\"; do for n in virtqemud-sock"
            + " virtqemud-sock-ro libvirt-sock libvirt-sock-ro; do if [ -S \"$d/$n\" ]; then if ["
            + " -w \"$d/$n\" ]; then echo \"open=$d/$n\"; else echo \"shut=$d/$n\"; fi; fi; done;"
            + " done; for p in virt-ssh-helper nc; do if command -v $p >/dev/null 2>&1; then echo"
            + " has=$p; fi; done; echo "
            + mark
            + "-end");
  }

  /** Runs {@code virt-ssh-helper}, which finds the daemon and starts the user's own. */
  static String helper(String mark, String daemonUri, boolean readOnly) {
    return command(helperScript(mark, daemonUri, readOnly) + missing("virt-ssh-helper"));
  }

  private static String helperScript(String mark, String daemonUri, boolean readOnly) {
    return "if command -v virt-ssh-helper >/dev/null 2>&1; then echo; echo "
        + mark
        + "; exec virt-ssh-helper "
        + (readOnly ? "-r " : "")
        + quoted(daemonUri)
        + "; fi; ";
  }

  private static String missing(String program) {
    return "echo " + quoted(program + " is not installed there") + " >&2; exit 127";
  }

  /** Runs netcat on a socket. */
  static String netcat(String mark, String program, String socket) {
    return command(netcatScript(mark, program, quoted(socket)) + missing(program));
  }

  // Debian's netcat ends with its input only if it is told so; the others do not know -q.
  private static String netcatScript(String mark, String program, String socket) {
    return "n="
        + quoted(program)
        + "; s="
        + socket
        + "; if command -v \"$n\" >/dev/null 2>&1; then"
        + " if [ -S \"$s\" ]; then :; else echo \"there is no socket $s\" >&2; exit 1; fi;"
        + " if [ -w \"$s\" ]; then :; else echo \"$s: Permission denied\" >&2; exit 1; fi; q=;"
        + " if \"$n\" -q 2>&1 | grep \"requires an argument\" >/dev/null 2>&1; then q=-q0; fi;"
        + " echo; echo "
        + mark
        + "; exec \"$n\" $q -U \"$s\"; fi; ";
  }

  /**
   * Takes {@code virt-ssh-helper} if it is there, else netcat on the first socket that is.
   *
   * @param sockets paths, or expressions of the shell that give them, already quoted
   */
  static String helperOrNetcat(
      String mark,
      boolean helper,
      boolean netcat,
      String daemonUri,
      boolean readOnly,
      String program,
      java.util.List<String> sockets) {
    StringBuilder script = new StringBuilder();
    if (helper) {
      script.append(helperScript(mark, daemonUri, readOnly));
    }
    if (netcat) {
      for (int i = 0; i < sockets.size(); i++) {
        boolean last = i == sockets.size() - 1;
        String one = netcatScript(mark, program, sockets.get(i));
        script.append(last ? one : "if [ -S " + sockets.get(i) + " ]; then " + one + "fi; ");
      }
    }
    script.append(
        missing(
            helper && netcat
                ? "virt-ssh-helper or " + program
                : helper ? "virt-ssh-helper" : program));
    return command(script.toString());
  }
}
