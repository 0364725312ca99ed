package io.quantix.agent.protocol;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What can go wrong between a host and its guest's agent. Numbers and names are part of the
 * protocol: they are added, never changed, never used again for something else.
 */
public enum ErrorCode {
  DEVICE_NOT_FOUND(
      1001, "Virtio-serial device not found", "Ensure VM has virtio-serial channel configured"),
  DEVICE_OPEN_FAILED(1002, "Failed to open device", "Check permissions, device may be in use"),
  CONNECTION_LOST(1003, "Connection to host lost", "Agent will auto-reconnect"),
  WRITE_FAILED(1004, "Failed to write to device", "Check device health"),
  READ_FAILED(1005, "Failed to read from device", "Check device health"),
  DEVICE_BUSY(1006, "Device is busy", "Another process may be using it"),
  VSOCK_UNAVAILABLE(1007, "VSOCK not available", "Kernel may not support AF_VSOCK"),
  NO_ANSWER(
      1008,
      "The agent did not answer in time",
      "See that the guest runs and its agent is started; another program may hold the channel"),
  INVALID_MESSAGE(2001, "Message failed to decode", "Check protobuf version compatibility"),
  UNKNOWN_MESSAGE_TYPE(2002, "Unknown message type received", "Update agent to latest version"),
  MESSAGE_TOO_LARGE(2003, "Message exceeds size limit", "Reduce payload size"),
  MISSING_PAYLOAD(2004, "Message has no payload", "Include payload in request"),
  INVALID_MESSAGE_ID(2005, "Invalid or missing message ID", "Provide valid UUID"),
  ENCODING_ERROR(2006, "Failed to encode response", "Internal error, check logs"),
  CANCELLED(2007, "The request was cancelled", "Ask again if it is still wanted"),
  STREAM_FAILED(
      2008,
      "A stream broke the rules of its credit or its end",
      "Open the stream again; if it happens again, one of the two ends has a fault"),
  NOT_AVAILABLE(
      2009,
      "This guest cannot do what was asked",
      "See the capabilities in its HELLO for what it can do and why not"),
  INVALID_REQUEST(
      2010,
      "A field of the request is missing or has a value that is not allowed",
      "Correct the field that the message names"),
  FORWARD_FAILED(
      2011,
      "The connection inside the guest could not be made, or broke off",
      "See that something in the guest listens at that address and port"),
  COMMAND_NOT_FOUND(3001, "Command not found", "Check command path"),
  PERMISSION_DENIED(3002, "Permission denied", "Run as appropriate user"),
  EXECUTION_TIMEOUT(3003, "Command timed out", "Increase timeout or optimize command"),
  COMMAND_BLOCKED(3004, "Command blocked by policy", "Check security.command_blocklist"),
  USER_NOT_FOUND(3005, "Specified user not found", "Check run_as_user value"),
  GROUP_NOT_FOUND(3006, "Specified group not found", "Check run_as_group value"),
  SETUID_FAILED(3007, "Failed to set user context", "Agent may need root privileges"),
  WORKING_DIR_NOT_FOUND(3008, "Working directory not found", "Check working_directory path"),
  EXECUTION_FAILED(
      3009,
      "The command could not be started or watched",
      "See the message; check what the command needs"),
  FILE_NOT_FOUND(4001, "File not found", "Check file path"),
  FILE_ACCESS_DENIED(4002, "Access denied", "Check file permissions"),
  FILE_ALREADY_EXISTS(4003, "File already exists", "Use truncate=true or different path"),
  DIRECTORY_NOT_FOUND(4004, "Directory not found", "Create parent directories"),
  NOT_A_DIRECTORY(4005, "Path is not a directory", "Check path"),
  NOT_A_FILE(4006, "Path is not a file", "Check path"),
  PATH_TRAVERSAL_BLOCKED(4007, "Path traversal detected", "Remove ../ from path"),
  WRITE_PATH_BLOCKED(4008, "Write to path blocked", "Check security.allow_file_write_paths"),
  READ_PATH_BLOCKED(4009, "Read from path blocked", "Check security.deny_file_read_paths"),
  DISK_FULL(4010, "Disk is full", "Free up disk space"),
  FILE_TOO_LARGE(4011, "File exceeds size limit", "Use chunked transfer"),
  INVALID_OFFSET(4012, "Invalid file offset", "Check offset value"),
  DELETE_FAILED(4013, "Failed to delete", "Check permissions"),
  MKDIR_FAILED(4014, "Failed to create directory", "Check permissions"),
  CHECKSUM_DIFFERS(4015, "What arrived is not what was sent", "Send the file again"),
  FILE_IO_FAILED(4016, "Reading or writing failed", "Check the disk and the file system"),
  SHUTDOWN_FAILED(5001, "Shutdown command failed", "Check system state"),
  REBOOT_FAILED(5002, "Reboot command failed", "Check system state"),
  PASSWORD_RESET_FAILED(5003, "Password reset failed", "Check username, permissions"),
  NETWORK_CONFIG_FAILED(5004, "Network configuration failed", "Check network manager"),
  QUIESCE_FAILED(5005, "Filesystem quiesce failed", "Check mount points"),
  THAW_FAILED(5006, "Filesystem thaw failed", "May need manual intervention"),
  ALREADY_QUIESCED(5007, "Filesystems already quiesced", "Call thaw first"),
  NOT_QUIESCED(5008, "Filesystems not quiesced", "Call quiesce first"),
  TIME_SYNC_FAILED(5009, "Time synchronization failed", "Check NTP service"),
  DISPLAY_NOT_FOUND(6001, "Display not found", "Check display_id"),
  RESOLUTION_NOT_SUPPORTED(6002, "Resolution not supported", "Try different resolution"),
  DISPLAY_RESIZE_FAILED(6003, "Display resize failed", "Check display driver"),
  CLIPBOARD_ACCESS_FAILED(6004, "Clipboard access failed", "Check display server"),
  CLIPBOARD_EMPTY(6005, "Clipboard is empty", "Nothing to read"),
  CLIPBOARD_TYPE_UNSUPPORTED(6006, "Clipboard type not supported", "Use text or image"),
  NO_DISPLAY_SERVER(6007, "No display server running", "Start X11/Wayland"),
  XRANDR_NOT_FOUND(6008, "xrandr not found", "Install xrandr"),
  PROCESS_NOT_FOUND(7001, "Process not found", "Check PID"),
  KILL_FAILED(7002, "Failed to kill process", "Check permissions"),
  SERVICE_NOT_FOUND(7003, "Service not found", "Check service name"),
  SERVICE_START_FAILED(7004, "Service start failed", "Check service logs"),
  SERVICE_STOP_FAILED(7005, "Service stop failed", "Check service state"),
  SERVICE_ALREADY_RUNNING(7006, "Service already running", "No action needed"),
  SERVICE_NOT_RUNNING(7007, "Service not running", "Start service first"),
  SYSTEMCTL_NOT_FOUND(7008, "systemctl not found", "Not a systemd system"),
  SERVICE_CONTROL_FAILED(7009, "The service manager refused", "Check service logs"),
  RATE_LIMIT_EXCEEDED(8001, "Rate limit exceeded", "Wait and retry"),
  COMMAND_NOT_ALLOWED(8002, "Command not in allowlist", "Add to allowlist"),
  PATH_NOT_ALLOWED(8003, "Path access not allowed", "Update path restrictions"),
  AUDIT_LOG_FAILED(8004, "Failed to write audit log", "Check audit log path"),
  FEATURE_DISABLED(
      8005,
      "Switched off by the policy of this guest",
      "The owner of the guest can allow it in its agent.yaml"),
  CONFIG_LOAD_FAILED(9001, "Failed to load configuration", "Check config file syntax"),
  CONFIG_INVALID(9002, "Configuration validation failed", "Check config values"),
  INTERNAL_ERROR(9003, "Internal agent error", "Check agent logs"),
  UPDATE_FAILED(9004, "Agent update failed", "Check update logs"),
  CHECKSUM_MISMATCH(9005, "Update checksum mismatch", "Re-download update"),
  ROLLBACK_FAILED(9006, "Update rollback failed", "Manual intervention needed");

  /** What a code is about; its thousands say it. */
  public enum Category {
    /** The device or socket: 1000 to 1999. */
    TRANSPORT(1000),
    /** Messages and streams: 2000 to 2999. */
    PROTOCOL(2000),
    /** Commands: 3000 to 3999. */
    EXECUTION(3000),
    /** Files and directories: 4000 to 4999. */
    FILE_OPERATION(4000),
    /** Shutdown, passwords, networks, freezing, time: 5000 to 5999. */
    LIFECYCLE(5000),
    /** Displays and the clipboard: 6000 to 6999. */
    DESKTOP(6000),
    /** Processes and services: 7000 to 7999. */
    PROCESS_SERVICE(7000),
    /** The guest's policy: 8000 to 8999. */
    SECURITY(8000),
    /** The agent itself: 9000 to 9999. */
    INTERNAL(9000);

    private final int firstNumber;

    Category(int firstNumber) {
      this.firstNumber = firstNumber;
    }

    /** The first number that codes of it may have. */
    public int firstNumber() {
      return firstNumber;
    }
  }

  private static final Map<Integer, ErrorCode> BY_NUMBER = new HashMap<>();

  static {
    for (ErrorCode code : values()) {
      BY_NUMBER.put(code.number, code);
    }
  }

  private final int number;
  private final String meaning;
  private final String resolution;

  ErrorCode(int number, String meaning, String resolution) {
    this.number = number;
    this.meaning = meaning;
    this.resolution = resolution;
  }

  /** The code of that number, if this version knows one. */
  public static Optional<ErrorCode> of(int number) {
    return Optional.ofNullable(BY_NUMBER.get(number));
  }

  /** Its four digits. */
  public int number() {
    return number;
  }

  /** As people write it: {@code QXGA-4001}. */
  public String code() {
    return "QXGA-" + number;
  }

  /** What it is about. */
  public Category category() {
    return Category.values()[number / 1000 - 1];
  }

  /** What it means, in a few words of English. */
  public String meaning() {
    return meaning;
  }

  /** What usually helps. */
  public String resolution() {
    return resolution;
  }
}
