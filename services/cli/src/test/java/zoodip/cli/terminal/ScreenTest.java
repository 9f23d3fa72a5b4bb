package zoodip.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ScreenTest {
  @Test
  void theColumnsAreThoseOfTheShellOrEighty() {
    assertEquals(120, Screen.columns("120"));
    assertEquals(80, Screen.columns(null));
    assertEquals(80, Screen.columns("wide"));
    assertEquals(80, Screen.columns("0"));
  }
}
