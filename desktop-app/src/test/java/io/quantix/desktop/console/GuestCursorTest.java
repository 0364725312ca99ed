package io.quantix.desktop.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.vnc.CursorImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.Cursor;
import org.junit.jupiter.api.Test;

class GuestCursorTest {
  private static final int RED = 0xffff0000;
  private static final int BLUE = 0x80000080;

  @Test
  void aShapeHasTheSizeOfThePicture() {
    CursorImage shape = new CursorImage(2, 1, 1, 0, new int[] {RED, BLUE});
    CursorImage twice = GuestCursor.scaled(shape, 2);
    assertThat(twice.width()).isEqualTo(4);
    assertThat(twice.height()).isEqualTo(2);
    assertThat(twice.argb()).containsExactly(RED, RED, BLUE, BLUE, RED, RED, BLUE, BLUE);
    assertThat(twice.hotX()).isEqualTo(3);
    assertThat(twice.hotY()).isEqualTo(1);
    assertThat(GuestCursor.scaled(shape, 1)).isSameAs(shape);
  }

  @Test
  void whatIsBetweenTwoPixelsIsMixed() {
    CursorImage shape = new CursorImage(2, 2, 0, 0, new int[] {RED, 0, RED, 0});
    CursorImage more = GuestCursor.scaled(shape, 1.5);
    assertThat(more.width()).isEqualTo(3);
    assertThat(more.argb()[0]).isEqualTo(RED);
    assertThat(more.argb()[1]).isEqualTo(0x80800000);
    assertThat(more.argb()[2]).isZero();
  }

  @Test
  void noShapeIsLargerThanWindowSystemsDraw() {
    CursorImage large = GuestCursor.scaled(new CursorImage(64, 32, 63, 31, new int[2048]), 9);
    assertThat(large.width()).isEqualTo(256);
    assertThat(large.height()).isEqualTo(128);
    assertThat(large.hotX()).isBetween(252, 255);
    assertThat(large.hotY()).isBetween(124, 127);
    CursorImage largest = new CursorImage(512, 512, 0, 0, new int[512 * 512]);
    assertThat(GuestCursor.scaled(largest, 2)).isSameAs(largest);
  }

  @Test
  void aHiddenPointerIsADotOrNothing() {
    List<Cursor> shown = new ArrayList<>();
    GuestCursor cursor = new GuestCursor(shown::add);
    cursor.setDotted(false);
    cursor.setShape(Optional.of(new CursorImage(0, 0, 0, 0, new int[0])));
    assertThat(shown.getLast()).isEqualTo(Cursor.NONE);
    cursor.setShape(Optional.of(new CursorImage(2, 1, 0, 0, new int[2])));
    assertThat(shown.getLast()).isEqualTo(Cursor.NONE);
    cursor.setShape(Optional.empty());
    assertThat(shown.getLast()).isEqualTo(Cursor.DEFAULT);
  }
}
