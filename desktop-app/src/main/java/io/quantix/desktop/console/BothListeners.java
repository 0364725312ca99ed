package io.quantix.desktop.console;

import io.quantix.vnc.CursorImage;
import io.quantix.vnc.DirtyRegion;
import io.quantix.vnc.Framebuffer;
import io.quantix.vnc.LedState;
import io.quantix.vnc.PointerMode;
import io.quantix.vnc.VncCapability;
import io.quantix.vnc.VncCloseReason;
import io.quantix.vnc.VncListener;
import io.quantix.vnc.VncScreen;
import java.nio.ByteBuffer;
import java.util.List;

/** Tells one listener and then another of everything that a server sends. */
record BothListeners(VncListener first, VncListener second) implements VncListener {
  @Override
  public void resized(Framebuffer framebuffer) {
    first.resized(framebuffer);
    second.resized(framebuffer);
  }

  @Override
  public void frame(DirtyRegion dirty) {
    first.frame(dirty);
    second.frame(dirty);
  }

  @Override
  public void cursor(CursorImage cursor) {
    first.cursor(cursor);
    second.cursor(cursor);
  }

  @Override
  public void bell() {
    first.bell();
    second.bell();
  }

  @Override
  public void cutText(String text) {
    first.cutText(text);
    second.cutText(text);
  }

  @Override
  public void clipboardOffered() {
    first.clipboardOffered();
    second.clipboardOffered();
  }

  @Override
  public void named(String name) {
    first.named(name);
    second.named(name);
  }

  @Override
  public void screens(List<VncScreen> screens) {
    first.screens(screens);
    second.screens(screens);
  }

  @Override
  public void pointerAt(int x, int y) {
    first.pointerAt(x, y);
    second.pointerAt(x, y);
  }

  @Override
  public void pointerMode(PointerMode mode) {
    first.pointerMode(mode);
    second.pointerMode(mode);
  }

  @Override
  public void leds(LedState leds) {
    first.leds(leds);
    second.leds(leds);
  }

  @Override
  public void capability(VncCapability capability) {
    first.capability(capability);
    second.capability(capability);
  }

  @Override
  public void powerRefused() {
    first.powerRefused();
    second.powerRefused();
  }

  @Override
  public void audioRunning(boolean running) {
    first.audioRunning(running);
    second.audioRunning(running);
  }

  @Override
  public void audio(ByteBuffer samples) {
    int position = samples.position();
    first.audio(samples);
    second.audio(samples.position(position));
  }

  @Override
  public void sizeAnswered(boolean accepted, String message) {
    first.sizeAnswered(accepted, message);
    second.sizeAnswered(accepted, message);
  }

  @Override
  public void closed(VncCloseReason reason) {
    first.closed(reason);
    second.closed(reason);
  }
}
