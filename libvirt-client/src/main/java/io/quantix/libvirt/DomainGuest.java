package io.quantix.libvirt;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is done inside a guest, most of it by its agent: it may take as long as the guest does. */
public interface DomainGuest {
  /** Its network interfaces and addresses, as the one asked knows them. */
  List<GuestInterface> interfaces(AddressSource source) throws LibvirtException;

  /** What its agent tells, as typed parameters: {@code os.pretty-name}, {@code user.0.name}, ... */
  Map<String, Object> info(Set<GuestInfoType> types) throws LibvirtException;

  /** Its name. */
  String hostname() throws LibvirtException;

  /** Its file systems. */
  List<GuestFilesystem> filesystems() throws LibvirtException;

  /** Sets a user's password; it is not kept anywhere on the way. */
  void setPassword(String user, String password) throws LibvirtException;

  /** The keys that may log a user in by SSH. */
  List<String> sshKeys(String user) throws LibvirtException;

  /** Sets them; with append, beside those that there are. */
  void setSshKeys(String user, List<String> keys, boolean append) throws LibvirtException;

  /** Freezes file systems, or all; returns how many. */
  int freeze(List<String> mountPoints) throws LibvirtException;

  /** Lets them go on; returns how many. */
  int thaw(List<String> mountPoints) throws LibvirtException;

  /**
   * Tells the disks what the file systems do not use.
   *
   * @param mountPoint empty for all
   * @param minimum bytes of a free piece that is worth it
   */
  void trim(Optional<String> mountPoint, long minimum) throws LibvirtException;

  /** Its clock. */
  Instant time() throws LibvirtException;

  /** Sets its clock. */
  void setTime(Instant time) throws LibvirtException;

  /** Sets its clock by its hardware clock, after a pause for instance. */
  void syncTime() throws LibvirtException;

  /**
   * Sends a command to QEMU's guest agent.
   *
   * @param json the command
   * @param timeout for its answer; zero not to wait for one
   * @return its answer; empty if there is none
   */
  Optional<String> agentCommand(String json, Duration timeout) throws LibvirtException;
}
