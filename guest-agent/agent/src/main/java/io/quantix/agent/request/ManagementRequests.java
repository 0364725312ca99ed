package io.quantix.agent.request;

import io.quantix.agent.channel.RequestContext;
import io.quantix.agent.channel.RequestHandlers;
import io.quantix.agent.clock.ClockSync;
import io.quantix.agent.network.NetworkConfigurator;
import io.quantix.agent.network.NetworkRequest;
import io.quantix.agent.platform.Platform;
import io.quantix.agent.policy.RateLimits;
import io.quantix.agent.power.Power;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import io.quantix.agent.protocol.message.AgentMessage;
import io.quantix.agent.protocol.message.AgentMessage.PayloadCase;
import io.quantix.agent.protocol.message.ConfigureNetworkRequest;
import io.quantix.agent.protocol.message.ConfigureNetworkResponse;
import io.quantix.agent.protocol.message.GetSecurityStateResponse;
import io.quantix.agent.protocol.message.ListInstalledSoftwareRequest;
import io.quantix.agent.protocol.message.ListInstalledSoftwareResponse;
import io.quantix.agent.protocol.message.ListServicesRequest;
import io.quantix.agent.protocol.message.ListServicesResponse;
import io.quantix.agent.protocol.message.ListUsersResponse;
import io.quantix.agent.protocol.message.ResetPasswordRequest;
import io.quantix.agent.protocol.message.ServiceControlRequest;
import io.quantix.agent.protocol.message.ServiceInfo;
import io.quantix.agent.protocol.message.ServiceStartType;
import io.quantix.agent.protocol.message.ServiceState;
import io.quantix.agent.protocol.message.ShutdownRequest;
import io.quantix.agent.protocol.message.SoftwarePackage;
import io.quantix.agent.protocol.message.SyncTimeRequest;
import io.quantix.agent.protocol.message.UserSession;
import io.quantix.agent.service.ServiceEntry;
import io.quantix.agent.service.ServiceManager;
import io.quantix.agent.software.SoftwareInventory;
import io.quantix.agent.system.SystemInformation;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What an administrator does: services, software, users, passwords, the clock, shutting down. */
public final class ManagementRequests {
  private final Platform platform;
  private final RateLimits limits;
  private final Admission admission;

  /** On that platform, within the limits. */
  public ManagementRequests(Platform platform, RateLimits limits, Admission admission) {
    this.platform = platform;
    this.limits = limits;
    this.admission = admission;
  }

  /** Takes the requests that it can do. */
  public void register(RequestHandlers handlers) {
    handlers
        .on(PayloadCase.LIST_SERVICES, this::services)
        .on(PayloadCase.SERVICE_CONTROL, this::control)
        .on(PayloadCase.LIST_INSTALLED_SOFTWARE, this::software)
        .on(PayloadCase.LIST_USERS, this::users)
        .on(PayloadCase.GET_SECURITY_STATE, this::security)
        .on(PayloadCase.SHUTDOWN, this::shutdown)
        .on(PayloadCase.RESET_PASSWORD, this::password)
        .on(PayloadCase.SYNC_TIME, this::time)
        .on(PayloadCase.CONFIGURE_NETWORK, this::network)
        .unavailable(PayloadCase.LIST_SERVICES, this::noServices)
        .unavailable(PayloadCase.SERVICE_CONTROL, this::noServices)
        .unavailable(
            PayloadCase.CONFIGURE_NETWORK,
            () -> platform.network().backend().isEmpty() ? NetworkConfigurator.NO_BACKEND : "");
  }

  private String noServices() {
    try {
      platform.services();
      return "";
    } catch (AgentException e) {
      return e.reason();
    }
  }

  private AgentMessage.Builder network(AgentMessage message, RequestContext context)
      throws AgentException, InterruptedException {
    ConfigureNetworkRequest request = message.getConfigureNetwork();
    NetworkConfigurator.Configured done =
        admission.audited(
            "configure_network",
            request.getInterface()
                + (request.getDhcp() ? " dhcp" : " " + request.getIpAddress())
                + " gateway "
                + request.getGateway(),
            "",
            context,
            () ->
                platform
                    .network()
                    .configure(
                        NetworkRequest.of(
                            request.getInterface(),
                            request.getDhcp(),
                            request.getIpAddress(),
                            request.getNetmask(),
                            request.getGateway(),
                            request.getDnsServersList())));
    return AgentMessage.newBuilder()
        .setConfigureNetworkResponse(
            ConfigureNetworkResponse.newBuilder().setBackend(done.backend()).setFile(done.file()));
  }

  private AgentMessage.Builder services(AgentMessage message, RequestContext context)
      throws AgentException {
    ListServicesRequest request = message.getListServices();
    ServiceManager manager = platform.services();
    ListServicesResponse.Builder answer =
        ListServicesResponse.newBuilder().setManager(manager.name());
    manager
        .list(request.getFilter(), request.getIncludeDisabled())
        .forEach(entry -> answer.addServices(service(entry)));
    return AgentMessage.newBuilder().setListServicesResponse(answer);
  }

  private static ServiceInfo service(ServiceEntry entry) {
    return ServiceInfo.newBuilder()
        .setName(entry.name())
        .setDisplayName(entry.displayName())
        .setState(
            switch (entry.state()) {
              case RUNNING -> ServiceState.SERVICE_STATE_RUNNING;
              case STOPPED -> ServiceState.SERVICE_STATE_STOPPED;
              case STARTING -> ServiceState.SERVICE_STATE_STARTING;
              case STOPPING -> ServiceState.SERVICE_STATE_STOPPING;
              case FAILED -> ServiceState.SERVICE_STATE_FAILED;
              case UNKNOWN -> ServiceState.SERVICE_STATE_UNKNOWN;
            })
        .setStartType(
            switch (entry.startType()) {
              case AUTO -> ServiceStartType.SERVICE_START_TYPE_AUTO;
              case MANUAL -> ServiceStartType.SERVICE_START_TYPE_MANUAL;
              case DISABLED -> ServiceStartType.SERVICE_START_TYPE_DISABLED;
              case UNKNOWN -> ServiceStartType.SERVICE_START_TYPE_UNKNOWN;
            })
        .setDescription(entry.description())
        .setPid(entry.pid())
        .setMemoryBytes(entry.memoryBytes())
        .build();
  }

  private AgentMessage.Builder control(AgentMessage message, RequestContext context)
      throws AgentException, InterruptedException {
    ServiceControlRequest request = message.getServiceControl();
    ServiceManager.Action action =
        switch (request.getAction()) {
          case START -> ServiceManager.Action.START;
          case STOP -> ServiceManager.Action.STOP;
          case RESTART -> ServiceManager.Action.RESTART;
          case ENABLE -> ServiceManager.Action.ENABLE;
          case DISABLE -> ServiceManager.Action.DISABLE;
          case UNRECOGNIZED -> throw unknown("action");
        };
    ServiceEntry now =
        admission.audited(
            "service_control",
            action + " " + request.getName(),
            "",
            context,
            () -> platform.services().control(request.getName(), action));
    AgentMessage.Builder answer = AgentMessage.newBuilder();
    answer.getServiceControlResponseBuilder().setService(service(now));
    return answer;
  }

  private static AgentException unknown(String field) {
    return new AgentException(
        ErrorCode.INVALID_REQUEST, "This agent does not know that value", field);
  }

  private AgentMessage.Builder software(AgentMessage message, RequestContext context)
      throws AgentException {
    ListInstalledSoftwareRequest request = message.getListInstalledSoftware();
    SoftwareInventory.Listing found =
        platform.software().list(request.getFilter(), request.getMaxEntries());
    ListInstalledSoftwareResponse.Builder answer =
        ListInstalledSoftwareResponse.newBuilder()
            .setManager(found.manager())
            .setTotal(found.total());
    found
        .packages()
        .forEach(entry ->
            answer.addPackages(
                SoftwarePackage.newBuilder()
                    .setName(entry.name())
                    .setVersion(entry.version())
                    .setPublisher(entry.publisher())
                    .setInstalledAt(Timestamps.of(entry.installed()))
                    .setSizeBytes(entry.sizeBytes())
                    .setArchitecture(entry.architecture())));
    return AgentMessage.newBuilder().setListInstalledSoftwareResponse(answer);
  }

  private AgentMessage.Builder users(AgentMessage message, RequestContext context)
      throws AgentException {
    ListUsersResponse.Builder answer = ListUsersResponse.newBuilder();
    try {
      platform
          .users()
          .forEach(session ->
              answer.addSessions(
                  UserSession.newBuilder()
                      .setUser(session.user())
                      .setUid(session.uid())
                      .setSession(session.session())
                      .setSeat(session.seat())
                      .setTerminal(session.terminal())
                      .setRemoteHost(session.remoteHost())
                      .setSince(Timestamps.of(session.since()))
                      .setType(session.type())
                      .setActive(session.active())));
    } catch (IOException e) {
      throw new AgentException(
          ErrorCode.INTERNAL_ERROR, "The sessions cannot be read: " + e.getMessage(), e);
    }
    return AgentMessage.newBuilder().setListUsersResponse(answer);
  }

  private AgentMessage.Builder security(AgentMessage message, RequestContext context) {
    SystemInformation.SecurityState state = platform.securityState();
    return AgentMessage.newBuilder()
        .setGetSecurityStateResponse(
            GetSecurityStateResponse.newBuilder()
                .setModule(state.module())
                .setMode(state.mode())
                .setProfiles(state.profiles()));
  }

  private AgentMessage.Builder shutdown(AgentMessage message, RequestContext context)
      throws AgentException, InterruptedException {
    ShutdownRequest request = message.getShutdown();
    Power.Type type =
        switch (request.getType()) {
          case POWEROFF -> Power.Type.POWEROFF;
          case REBOOT -> Power.Type.REBOOT;
          case HALT -> Power.Type.HALT;
          case UNRECOGNIZED -> throw unknown("type");
        };
    admission.audited(
        "shutdown",
        type.toString(),
        "",
        context,
        () -> {
          platform
              .power()
              .shutdown(
                  type,
                  Duration.ofSeconds(Integer.toUnsignedLong(request.getDelaySeconds())),
                  request.getMessage());
          return true;
        });
    AgentMessage.Builder answer = AgentMessage.newBuilder();
    answer.getShutdownResponseBuilder();
    return answer;
  }

  private AgentMessage.Builder password(AgentMessage message, RequestContext context)
      throws AgentException, InterruptedException {
    ResetPasswordRequest request = message.getResetPassword();
    admission.audited(
        "reset_password",
        request.getUsername(),
        "",
        context,
        () -> {
          limits.password();
          platform
              .passwords()
              .set(request.getUsername(), request.getNewPassword(), request.getEncrypted());
          return true;
        });
    AgentMessage.Builder answer = AgentMessage.newBuilder();
    answer.getResetPasswordResponseBuilder();
    return answer;
  }

  private AgentMessage.Builder time(AgentMessage message, RequestContext context)
      throws AgentException, InterruptedException {
    SyncTimeRequest request = message.getSyncTime();
    Optional<Instant> host =
        request.hasHostTime()
            ? Optional.of(
                Instant.ofEpochSecond(
                    request.getHostTime().getSeconds(), request.getHostTime().getNanos()))
            : Optional.empty();
    ClockSync.Synchronised done =
        admission.audited(
            "sync_time",
            host.map(Instant::toString).orElse(""),
            "",
            context,
            () -> platform.clock().synchronise(request.getForce(), host));
    AgentMessage.Builder answer = AgentMessage.newBuilder();
    answer
        .getSyncTimeResponseBuilder()
        .setOffsetMs(done.offset().toMillis())
        .setStepped(done.stepped())
        .setMethod(done.method());
    return answer;
  }
}
