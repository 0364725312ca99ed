package io.quantix.lab;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A program that owns a host with a running guest until it is killed; prints the host's folder. */
final class HostOwner {
  private HostOwner() {}

  @SuppressWarnings("resource") // that it is not closed is the point
  public static void main(String[] args) throws InterruptedException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    LabHost host = LabHost.create();
    LabGuest guest = host.createGuest("quantix-lab-one", GuestSpec.tiny());
    guest.start();
    guest.awaitReady(Duration.ofMinutes(2));
    out.println(host.base());
    Thread.sleep(Duration.ofMinutes(10));
  }
}
