package zoodip.platform.prompts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.api.Test;

class PlaceholdersTest {
  @Test
  void findsEveryNameOfBothPromptsOnce() {
    assertEquals(
        Set.of("<a>", "<my-dog>", "<Wrong.Name>"),
        Placeholders.in("<a> and <my-dog> and <a>, with <Wrong.Name>", "no <my-dog>"));
  }

  @Test
  void leavesAnglesThatNameNothing() {
    assertEquals(Set.of(), Placeholders.in("a < b and c > d, <> and <two words>, i <3 u", ""));
  }
}
