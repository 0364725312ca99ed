package io.quantix.agent.client;

import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.message.AgentMessage;
import io.quantix.agent.protocol.message.DisplayResizeResponse;

/** The screens of whoever uses a guest. */
public final class GuestDisplay {
  private final GuestLink link;

  GuestDisplay(GuestLink link) {
    this.link = link;
  }

  /**
   * Resizes a screen.
   *
   * @param width pixels, as is the height; X may take a few less, to a multiple of eight
   * @param dpi 0: as it was
   * @param display as the guest's desktop names it; empty: the primary one
   * @return what it is now
   * @throws AgentException NO_DISPLAY_SERVER if nobody is logged in to a desktop,
   *     RESOLUTION_NOT_SUPPORTED, DISPLAY_NOT_FOUND, XRANDR_NOT_FOUND, DISPLAY_RESIZE_FAILED
   */
  public DisplayResizeResponse resize(int width, int height, int dpi, String display)
      throws AgentException, InterruptedException {
    AgentMessage.Builder ask = AgentMessage.newBuilder();
    ask.getDisplayResizeBuilder()
        .setWidth(width)
        .setHeight(height)
        .setDpi(dpi)
        .setDisplayId(display);
    AgentMessage answer = link.request(ask);
    if (!answer.hasDisplayResizeResponse()) {
      throw Guest.noAnswer();
    }
    return answer.getDisplayResizeResponse();
  }
}
