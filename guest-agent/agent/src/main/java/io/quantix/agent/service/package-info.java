/** The services of the guest, under systemd or OpenRC. */
package io.quantix.agent.service;
