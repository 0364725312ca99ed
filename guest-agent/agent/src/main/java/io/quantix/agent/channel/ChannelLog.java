package io.quantix.agent.channel;

/** Who is told what happens on the channel, for the agent's log. Must not fail. */
public interface ChannelLog {
  /** Nobody. */
  ChannelLog NONE =
      new ChannelLog() {
        @Override
        public boolean wants(Weight weight) {
          return false;
        }

        @Override
        public void log(Weight weight, String message) {}
      };

  /** How much a line matters. */
  enum Weight {
    /** Every message on the channel. */
    TRACE,
    /** Every request. */
    DEBUG,
    /** What an administrator wants to know. */
    INFO,
    /** What went wrong and was dealt with. */
    WARN,
    /** What went wrong. */
    ERROR
  }

  /** Whether lines of that weight are kept: others need not be made. */
  boolean wants(Weight weight);

  /** Takes a line. */
  void log(Weight weight, String message);
}
