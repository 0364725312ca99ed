package io.quantix.agent.process;

import io.quantix.agent.os.Libc;
import io.quantix.agent.os.SystemFiles;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import java.util.Optional;
import java.util.Set;

/** Sends signals to processes, and never to another that has taken over the number in between. */
public final class Signals {
  /** SIGTERM, which is what 0 means. */
  public static final int TERMINATE = 15;

  /** HUP, INT, QUIT, KILL, USR1, USR2, TERM, CONT, STOP. */
  private static final Set<Integer> ALLOWED = Set.of(1, 2, 3, 9, 10, 12, 15, 18, 19);

  private final SystemFiles files = SystemFiles.running();

  /**
   * Sends one.
   *
   * @param signal its number; 0: SIGTERM
   * @param startTicks of the process that is meant; 0: whichever has the number
   */
  public void send(int pid, int signal, long startTicks) throws AgentException {
    int number = signal == 0 ? TERMINATE : signal;
    if (pid <= 0 || !ALLOWED.contains(number)) {
      throw new AgentException(
          ErrorCode.INVALID_REQUEST,
          pid <= 0
              ? "A process has a number from 1 on"
              : "The signals are 1, 2, 3, 9, 10, 12, 15, 18 and 19",
          pid <= 0 ? "pid" : "signal");
    }
    if (pid == 1 || pid == ProcessHandle.current().pid()) {
      throw new AgentException(
          ErrorCode.KILL_FAILED,
          pid == 1 ? "The guest's first process is not ended so" : "The agent does not end itself",
          Integer.toString(pid),
          pid == 1 ? "Shut the guest down" : "Stop the agent's service",
          null);
    }
    int handle = Libc.pidfdOpen(pid);
    if (handle == -Libc.ESRCH || handle == -Libc.EINVAL) {
      throw gone(pid);
    }
    try {
      Optional<ProcessStat> stat = ProcessTable.stat(files, "proc/" + pid);
      if (stat.isEmpty() || (startTicks != 0 && stat.get().startTicks() != startTicks)) {
        throw gone(pid);
      }
      int result = handle >= 0 ? Libc.pidfdSendSignal(handle, number) : Libc.kill(pid, number);
      if (result == -Libc.ESRCH) {
        throw gone(pid);
      }
      if (result < 0) {
        throw new AgentException(
            ErrorCode.KILL_FAILED,
            "The guest's system refused the signal (error " + -result + ")",
            Integer.toString(pid));
      }
    } finally {
      if (handle >= 0) {
        Libc.close(handle);
      }
    }
  }

  private static AgentException gone(int pid) {
    return new AgentException(
        ErrorCode.PROCESS_NOT_FOUND,
        "There is no such process, or no longer",
        Integer.toString(pid));
  }
}
