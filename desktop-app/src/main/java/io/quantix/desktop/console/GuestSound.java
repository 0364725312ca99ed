package io.quantix.desktop.console;

import io.quantix.desktop.app.ConsoleSettings.Sound;
import io.quantix.desktop.sound.NoSoundException;
import io.quantix.desktop.sound.PcmFormat;
import io.quantix.desktop.sound.SoundOutput;
import io.quantix.desktop.sound.SoundPlayer;
import io.quantix.desktop.text.Texts;
import io.quantix.vnc.AudioFormat;
import io.quantix.vnc.VncCapability;
import io.quantix.vnc.VncListener;
import io.quantix.vnc.VncSession;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * A guest's sound on this computer, asked for while it is wanted. Told of what the server sends on
 * the session's thread; all else is for the JavaFX thread.
 */
final class GuestSound implements VncListener, AutoCloseable {
  private static final AudioFormat FORMAT = AudioFormat.CD;

  private final Executor fx;
  private final Consumer<String> say;
  private final SoundPlayer player;
  private Optional<VncSession> session = Optional.empty();
  private Sound wanted = Sound.INITIAL;
  private boolean asked;
  private boolean told;

  /**
   * Makes one that plays nothing before {@link #setSession}.
   *
   * @param say says, once, why nothing is heard
   */
  GuestSound(SoundOutput.Device device, Executor fx, Consumer<String> say) {
    this.fx = fx;
    this.say = say;
    player =
        new SoundPlayer(
            device,
            new PcmFormat(FORMAT.channels(), FORMAT.frequency()),
            failure -> fx.execute(() -> tell(failure)));
  }

  // Most computers that cannot play sound never could: once is enough.
  private void tell(NoSoundException failure) {
    if (!told) {
      told = true;
      say.accept(
          Texts.text(
              "console.sound." + failure.kind().name().toLowerCase(Locale.ROOT).replace('_', '-')));
    }
  }

  /** Whether the server sends sound at all. */
  boolean isThere() {
    return session.map(each -> each.can(VncCapability.AUDIO)).orElse(false);
  }

  void setSession(Optional<VncSession> present) {
    session = present;
    asked = false;
    ask();
  }

  void setWanted(Sound value) {
    wanted = value;
    player.setVolume(value.volume());
    ask();
  }

  private void ask() {
    boolean now = isThere() && wanted.on();
    player.setOn(now);
    if (now != asked) {
      asked = now;
      session.ifPresent(to -> {
        if (now) {
          to.startAudio(FORMAT);
        } else {
          to.stopAudio();
        }
      });
    }
  }

  @Override
  public void capability(VncCapability capability) {
    if (capability == VncCapability.AUDIO) {
      fx.execute(this::ask);
    }
  }

  @Override
  public void audioRunning(boolean running) {
    if (running) {
      player.begin();
    } else {
      player.end();
    }
  }

  @Override
  public void audio(ByteBuffer samples) {
    player.play(samples);
  }

  /** Falls silent for good. */
  @Override
  public void close() {
    player.close();
    session = Optional.empty();
  }
}
