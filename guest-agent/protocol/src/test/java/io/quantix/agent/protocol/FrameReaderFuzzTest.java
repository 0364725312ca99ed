package io.quantix.agent.protocol;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Whatever the bytes: no error but the typed ones, nothing executed, and a SYNC is always heard.
 */
class FrameReaderFuzzTest {
  @FuzzTest
  void anyBytesThenASession(byte[] bytes) {
    AgentModel agent = new AgentModel();
    agent.receive(bytes, Math.max(1, bytes.length / 3));
    if (!agent.executed.isEmpty()) {
      throw new AssertionError("Something was executed without a session");
    }
    Nonce nonce = Nonce.random();
    byte[] padding = new byte[Limits.PADDING];
    java.util.Arrays.fill(padding, (byte) -1);
    agent.receive(padding, padding.length);
    agent.receive(new ControlFrame.Sync(nonce).bytes(), 100);
    SessionNonces session = agent.acknowledged(nonce);
    if (session == null) {
      throw new AssertionError("The SYNC was not heard");
    }
    // The same bytes inside of a session.
    agent.receive(bytes, Math.max(1, bytes.length));
    if (!agent.executed.isEmpty()) {
      throw new AssertionError("Bytes without the session's checksum were executed");
    }
  }
}
