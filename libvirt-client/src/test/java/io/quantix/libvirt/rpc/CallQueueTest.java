package io.quantix.libvirt.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What may be sent when. */
class CallQueueTest {
  private static final int WINDOW = 5;

  private int serial;
  private final CallQueue queue = new CallQueue(WINDOW);

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

  @Test
  void theDaemonHasNoMoreCallsThanTheWindow() {
    IntStream.range(0, 20).forEach(_ -> add(false));
    assertThat(sent()).containsExactly(1, 2, 3, 4, 5);
    queue.replied(4);
    assertThat(sent()).containsExactly(6);
  }

  @Test
  void quickReadsAreAskedAllAtOnceAndTakeNoOtherCallsPlace() {
    IntStream.range(0, 100).forEach(_ -> add(true));
    IntStream.range(0, 7).forEach(_ -> add(false));
    assertThat(sent())
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 100 + WINDOW).boxed().toList());
    queue.replied(50);
    assertThat(sent()).as("a read's place is no other call's").isEmpty();
    queue.replied(101);
    assertThat(sent()).containsExactly(101 + WINDOW);
  }

  @Test
  void moreQuickReadsThanADaemonCanAnswerInAWhileAreNotAsked() {
    IntStream.range(0, 2 * CallQueue.READS_IN_FLIGHT).forEach(_ -> add(true));
    assertThat(sent()).hasSize(CallQueue.READS_IN_FLIGHT);
    queue.replied(2);
    assertThat(sent()).hasSize(1);
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
