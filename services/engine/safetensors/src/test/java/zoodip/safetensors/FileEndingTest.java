package zoodip.safetensors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileEndingTest {
  @ParameterizedTest
  @ValueSource(strings = {"a.b.safetensors", "a.b.sft", "a.b.SafeTensors", "a.b.SFT"})
  void bothEndingsCountInSmallLettersAndCapitals(String name) {
    assertTrue(FileEnding.isOn(name));
    assertEquals("a.b", FileEnding.without(name));
  }

  @Test
  void aNameWithoutOneStaysAsItIs() {
    assertFalse(FileEnding.isOn("a.safetensors.index.json"));
    assertEquals("Shift", FileEnding.without("Shift"));
  }
}
