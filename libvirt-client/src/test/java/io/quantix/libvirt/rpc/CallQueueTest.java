package io.quantix.libvirt.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What may be sent when, by how far the daemon is. */
class CallQueueTest {
  private static final int WINDOW = 5;
  private static final long FAR = 20_000_000;

  private long now;
  private int serial;
  private final CallQueue queue = new CallQueue(WINDOW, () -> now);

  private Call add(boolean quickRead) {
    Call call =
        new Call(
            Procedure.DOMAIN_GET_XML_DESC,
            ++serial,
            ByteBuffer.allocate(0),
            Optional.empty(),
            quickRead);
    queue.add(call);
    return call;
  }

  private List<Integer> sent() {
    List<Integer> serials = new ArrayList<>();
    for (Call call = queue.next(); call != null; call = queue.next()) {
      serials.add(call.serial);
    }
    return serials;
  }

  private void roundTripTakes(long nanos) {
    Call call = add(false);
    assertThat(sent()).containsExactly(call.serial);
    now += nanos;
    assertThat(queue.replied(call.serial)).isSameAs(call);
  }

  @Test
  void aNearDaemonNeverHasMoreThanTheWindow() {
    roundTripTakes(100_000);
    IntStream.range(0, 20).forEach(i -> add(i % 2 == 0));
    assertThat(sent()).containsExactly(2, 3, 4, 5, 6);
    queue.replied(4);
    assertThat(sent()).containsExactly(7);
  }

  @Test
  void aFarDaemonIsAskedQuickReadsAllAtOnceAndOthersByTheWindow() {
    roundTripTakes(FAR);
    IntStream.range(0, 100).forEach(_ -> add(true));
    IntStream.range(0, 7).forEach(_ -> add(false));
    assertThat(sent())
        .containsExactlyElementsOf(IntStream.rangeClosed(2, 101 + WINDOW).boxed().toList());
    now += FAR;
    queue.replied(50);
    assertThat(sent()).as("a read's place is no other call's").isEmpty();
    now += FAR;
    queue.replied(102);
    assertThat(sent()).containsExactly(102 + WINDOW);
  }

  @Test
  void ofAFarDaemonMoreThanItsFillIsNotAsked() {
    roundTripTakes(FAR);
    IntStream.range(0, 2 * CallQueue.READS_IN_FLIGHT).forEach(_ -> add(true));
    assertThat(sent()).hasSize(CallQueue.READS_IN_FLIGHT + WINDOW);
    now += FAR;
    queue.replied(2);
    assertThat(sent()).hasSize(1);
  }

  @Test
  void oneQuickAnswerShowsThatADaemonIsNearAndBusy() {
    roundTripTakes(FAR);
    roundTripTakes(200_000);
    roundTripTakes(30_000_000);
    IntStream.range(0, 20).forEach(_ -> add(true));
    assertThat(sent()).hasSize(WINDOW);
  }

  @Test
  void whatIsForgottenIsNeverSentAndTheEndGivesAllThatIsLeft() {
    Call first = add(false);
    Call second = add(true);
    Call third = add(false);
    queue.forget(second::equals);
    assertThat(sent()).containsExactly(1, 3);
    Call fourth = add(true);
    assertThat(queue.replied(first.serial)).isSameAs(first);
    assertThat(queue.replied(first.serial)).isNull();
    assertThat(queue.end()).containsExactlyInAnyOrder(third, fourth);
    assertThat(queue.next()).isNull();
  }
}
