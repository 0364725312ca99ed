package io.quantix.desktop.guest;

import io.quantix.agent.client.Guest;
import io.quantix.desktop.host.NoAgentException.Missing;

/** How a VM's guest stands to us. */
sealed interface GuestState {
  /** The VM is off. */
  record Off() implements GuestState {}

  /** Its agent is being asked. */
  record Opening() implements GuestState {}

  /** Nobody in it answers. */
  record NoAgent(Missing missing) implements GuestState {}

  /** Another program talks to its agent. */
  record Busy() implements GuestState {}

  /** It can be asked. */
  record Open(Guest guest) implements GuestState {}

  /** Its agent could not be reached, or was lost. */
  record Failed(GuestFailure why) implements GuestState {}
}
