package io.quantix.agent.request;

import com.google.protobuf.ByteString;
import io.quantix.agent.channel.SessionEvents;
import io.quantix.agent.clipboard.Clipboard;
import io.quantix.agent.clipboard.ClipboardWatch;
import io.quantix.agent.platform.Desktop;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.message.AgentMessage;
import io.quantix.agent.protocol.message.ClipboardChangedEvent;
import io.quantix.agent.protocol.message.ClipboardType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells the host that has subscribed when something is copied in the guest, and not of what it put
 * there itself. Only while a host wants that, a program watches the clipboard of whoever uses the
 * guest; when they log out, the next one's.
 */
public final class ClipboardFeed {
  /** Text up to this is told with the event; other things must be asked for. */
  static final int TOLD = 16 * 1024;

  /** One copying may change the clipboard several times. */
  private static final long SETTLE_MILLIS = 150;

  private static final long FIRST_LOOK_AGAIN_MILLIS = 2_000;
  private static final long LAST_LOOK_AGAIN_MILLIS = 60_000;

  private final Desktop desktop;
  private final boolean allowed;
  private @Nullable SessionEvents host;
  private @Nullable ClipboardWatch watch;
  private boolean changed;
  private boolean running;
  private long patience = FIRST_LOOK_AGAIN_MILLIS;
  private byte[] written = new byte[0];

  /**
   * Of that guest.
   *
   * @param allowed whether the guest's owner lets the clipboard be watched
   */
  public ClipboardFeed(Desktop desktop, boolean allowed) {
    this.desktop = desktop;
    this.allowed = allowed;
  }

  /** A host wants to know, or does not any more. */
  public synchronized void subscribe(SessionEvents events, boolean wanted) {
    if (!wanted) {
      // There is one session at a time, so that no other one wants it either.
      host = null;
      notifyAll();
      return;
    }
    if (allowed) {
      host = events;
      if (!running) {
        running = true;
        Thread.ofPlatform().daemon().name("agent-clipboard").start(this::run);
      }
      notifyAll();
    }
  }

  /** A host puts this there, and need not be told of it. */
  public synchronized void written(Clipboard.Type type, byte[] data) {
    written = digest(type, data);
  }

  private void run() {
    try {
      while (true) {
        SessionEvents to = await();
        if (to == null) {
          stop();
          return;
        }
        Thread.sleep(SETTLE_MILLIS);
        boolean tell;
        synchronized (this) {
          tell = changed;
          changed = false;
        }
        if (tell) {
          tell(to);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for a change; gives nothing once nobody wants to know. */
  private @Nullable SessionEvents await() throws InterruptedException {
    while (true) {
      boolean look;
      synchronized (this) {
        SessionEvents now = host;
        if (now == null || now.over()) {
          return null;
        }
        if (changed) {
          return now;
        }
        look = watch == null || watch.ended();
      }
      if (look) {
        look();
      }
      synchronized (this) {
        if (look) {
          // One that cannot be watched is not tried over and over.
          patience = Math.min(2 * patience, LAST_LOOK_AGAIN_MILLIS);
        }
        if (!changed && host != null) {
          wait(patience);
        }
      }
    }
  }

  private void look() {
    try {
      ClipboardWatch begun = desktop.clipboard().watch(this::change);
      synchronized (this) {
        watch = begun;
      }
    } catch (AgentException e) {
      // Nobody is there, or nothing to watch it with; whoever asks for the clipboard is told why.
    }
  }

  private synchronized void change() {
    changed = true;
    patience = FIRST_LOOK_AGAIN_MILLIS;
    notifyAll();
  }

  private synchronized void stop() {
    if (host != null && !host.over()) {
      // Another host has come meanwhile, for whom a thread has to be begun.
      Thread.ofPlatform().daemon().name("agent-clipboard").start(this::run);
      return;
    }
    host = null;
    running = false;
    ClipboardWatch old = watch;
    watch = null;
    if (old != null) {
      old.close();
    }
  }

  private void tell(SessionEvents to) {
    try {
      Clipboard clipboard = desktop.clipboard();
      Optional<Clipboard.Type> type = clipboard.offered();
      if (type.isEmpty()) {
        return;
      }
      boolean text = type.get() == Clipboard.Type.TEXT;
      ClipboardChangedEvent.Builder event =
          ClipboardChangedEvent.newBuilder().setType(type(type.get()));
      byte[] own;
      synchronized (this) {
        own = written;
      }
      if (text || own.length > 0) {
        Clipboard.Content content = clipboard.get(type.get());
        if (MessageDigest.isEqual(own, digest(type.get(), content.data()))) {
          return;
        }
        event.setMimeType(content.mimeType()).setSizeBytes(content.data().length);
        if (text && content.data().length <= TOLD) {
          event.setData(ByteString.copyFrom(content.data()));
        }
      }
      synchronized (this) {
        written = new byte[0];
      }
      to.publish(AgentMessage.newBuilder().setClipboardChanged(event).build());
    } catch (AgentException e) {
      // It changed again meanwhile, or its owner has gone: then there is nothing to tell of.
    }
  }

  private static ClipboardType type(Clipboard.Type type) {
    return switch (type) {
      case TEXT -> ClipboardType.TEXT;
      case IMAGE -> ClipboardType.IMAGE;
      case HTML -> ClipboardType.HTML;
      case FILES -> ClipboardType.FILES;
    };
  }

  private static byte[] digest(Clipboard.Type type, byte[] data) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(type.name().getBytes(StandardCharsets.US_ASCII));
      return digest.digest(data);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
