package io.quantix.agent.service;

import io.quantix.agent.os.Programs;
import io.quantix.agent.os.SystemFiles;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/** What starts and stops services. */
public abstract class ServiceManager {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9:_.@\\\\-]{0,254}");

  /** What can be done to a service. */
  public enum Action {
    /** Now. */
    START,
    /** Now. */
    STOP,
    /** Now. */
    RESTART,
    /** From the next boot on. */
    ENABLE,
    /** From the next boot on. */
    DISABLE
  }

  /**
   * The one that runs this system.
   *
   * @throws AgentException {@link ErrorCode#SYSTEMCTL_NOT_FOUND} if neither systemd nor OpenRC does
   */
  public static ServiceManager of(SystemFiles files, Programs programs) throws AgentException {
    if (files.exists("run/systemd/system") && programs.find("systemctl").isPresent()) {
      return new Systemd(programs);
    }
    if (files.exists("run/openrc") && programs.find("rc-service").isPresent()) {
      return new OpenRc(files, programs);
    }
    throw new AgentException(
        ErrorCode.SYSTEMCTL_NOT_FOUND,
        "This guest runs neither systemd nor OpenRC, so nothing here starts services by name");
  }

  /** {@code systemd} or {@code openrc}. */
  public abstract String name();

  abstract List<ServiceEntry> all(boolean includeDisabled) throws IOException;

  abstract java.util.Optional<ServiceEntry> one(String service) throws IOException;

  /** Does it: what the service manager complained of, empty if nothing. */
  abstract String act(String service, Action action) throws IOException;

  /**
   * Lists services by name.
   *
   * @param filter part of the name or description, in any case; empty for all
   * @param includeDisabled whether those are listed that neither run nor will
   */
  public List<ServiceEntry> list(String filter, boolean includeDisabled) throws AgentException {
    String wanted = filter.toLowerCase(Locale.ROOT);
    try {
      return all(includeDisabled).stream()
          .filter(entry ->
              entry.name().toLowerCase(Locale.ROOT).contains(wanted)
                  || entry.description().toLowerCase(Locale.ROOT).contains(wanted))
          .sorted(java.util.Comparator.comparing(ServiceEntry::name))
          .toList();
    } catch (IOException e) {
      throw failed(ErrorCode.SERVICE_CONTROL_FAILED, "", e);
    }
  }

  /** Does something to a service: how it is after that. */
  public ServiceEntry control(String service, Action action) throws AgentException {
    if (!NAME.matcher(service).matches()) {
      throw notFound(service);
    }
    try {
      ServiceEntry before = one(service).orElseThrow(() -> notFound(service));
      boolean runs = before.state() == ServiceEntry.State.RUNNING;
      if (action == Action.START && runs) {
        throw new AgentException(
            ErrorCode.SERVICE_ALREADY_RUNNING, "The service runs already", service);
      }
      if (action == Action.STOP && before.state() == ServiceEntry.State.STOPPED) {
        throw new AgentException(
            ErrorCode.SERVICE_NOT_RUNNING, "The service does not run", service);
      }
      String complaint = act(service, action);
      if (!complaint.isEmpty()) {
        throw new AgentException(code(action), "The service manager says: " + complaint, service);
      }
      return one(service).orElse(before);
    } catch (IOException e) {
      throw failed(code(action), service, e);
    }
  }

  private static ErrorCode code(Action action) {
    return switch (action) {
      case START, RESTART -> ErrorCode.SERVICE_START_FAILED;
      case STOP -> ErrorCode.SERVICE_STOP_FAILED;
      case ENABLE, DISABLE -> ErrorCode.SERVICE_CONTROL_FAILED;
    };
  }

  private static AgentException notFound(String service) {
    return new AgentException(
        ErrorCode.SERVICE_NOT_FOUND, "This guest has no such service", service);
  }

  private static AgentException failed(ErrorCode code, String service, IOException e) {
    return new AgentException(
        code,
        "The service manager could not be asked: " + Objects.toString(e.getMessage(), ""),
        service,
        code.resolution(),
        e);
  }
}
