package zoodip.platform.names;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;

class EditDistanceTest {
  @Example
  void lettersAreAddedDroppedAndChanged() {
    assertEquals(0, EditDistance.between("mug", "mug"));
    assertEquals(1, EditDistance.between("mug", "mugs"));
    assertEquals(1, EditDistance.between("mug", "mud"));
    assertEquals(3, EditDistance.between("kitten", "sitting"));
    assertEquals(3, EditDistance.between("", "mug"));
  }

  @Property
  void thereAndBackAreEquallyFar(
      @ForAll @AlphaChars @StringLength(max = 8) String a,
      @ForAll @AlphaChars @StringLength(max = 8) String b) {
    assertEquals(EditDistance.between(a, b), EditDistance.between(b, a));
  }
}
