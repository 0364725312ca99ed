package io.quantix.agent.request;

import com.google.protobuf.Timestamp;
import java.time.Instant;

/** Times as the protocol has them. */
final class Timestamps {
  private Timestamps() {}

  static Timestamp of(Instant time) {
    return Timestamp.newBuilder()
        .setSeconds(time.getEpochSecond())
        .setNanos(time.getNano())
        .build();
  }
}
