package io.quantix.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A guest that a {@link LabHost} defined. */
record RunningGuest(LabHost host, String name, UUID uuid, AtomicInteger pictures)
    implements LabGuest {

  RunningGuest(LabHost host, String name, UUID uuid) {
    this(host, name, uuid, new AtomicInteger());
  }

  @Override
  public void start() {
    host.virsh("start", name);
  }

  @Override
  public void awaitReady(Duration atMost) {
    awaitSerial("quantix-lab: ready " + name, atMost);
  }

  @Override
  public void awaitSerial(String text, Duration atMost) {
    Instant deadline = Instant.now().plus(atMost);
    while (!serialLog().contains(text)) {
      if (Instant.now().isAfter(deadline)) {
        throw new LabException(
            "%s did not write \"%s\" on its serial console within %d s. It is %s and wrote:\n%s"
                .formatted(name, text, atMost.toSeconds(), state(), serialLog()));
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new LabException("Interrupted while waiting for " + name, e);
      }
    }
  }

  @Override
  public String state() {
    return host.virsh("domstate", name).strip();
  }

  @Override
  public Path agentSocket() {
    return channelSocket("org.limiquantix.agent.0");
  }

  @Override
  public Path channelSocket(String channel) {
    Matcher source =
        Pattern.compile("<source mode='bind' path='([^']*/" + Pattern.quote(channel) + ")'/>")
            .matcher(host.virsh("dumpxml", name));
    if (!source.find()) {
      throw new LabException(name + " has no channel " + channel + ", or does not run");
    }
    return host.outside(source.group(1));
  }

  @Override
  public String serialLog() {
    Path log = GuestXml.serialLog(host.base(), name);
    return Files.exists(log) ? LabFiles.text(log).replace("\r", "") : "";
  }

  @Override
  public Path screendump() {
    Path picture = host.base().resolve("files/" + name + "-" + pictures.incrementAndGet() + ".png");
    host.virsh(
        "qemu-monitor-command",
        name,
        "{\"execute\":\"screendump\",\"arguments\":{\"filename\":\"%s\",\"format\":\"png\"}}"
            .formatted(picture));
    return picture;
  }
}
