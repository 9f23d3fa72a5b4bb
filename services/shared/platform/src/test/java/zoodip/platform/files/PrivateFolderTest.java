package zoodip.platform.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a user keeps among the temporary files, which everybody writes. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no such permissions")
class PrivateFolderTest {
  private static final String PLACE = "java.io.tmpdir";

  @TempDir Path shared;
  private final String place = System.getProperty(PLACE);

  @BeforeEach
  void share() {
    System.setProperty(PLACE, shared.toString());
  }

  @AfterEach
  void unshare() {
    System.setProperty(PLACE, place);
  }

  @Test
  void itIsThisUsersAloneAndTheSameTheNextTime() throws IOException {
    Path made = PrivateFolder.temporary("logs").path();
    Files.writeString(made.resolve("a.log"), "of the first run");

    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(made)));
    assertEquals(made, PrivateFolder.temporary("logs").path());
    assertEquals("of the first run", Files.readString(made.resolve("a.log")));
  }

  @Test
  void usersHaveDifferentOnes() {
    String user = System.getProperty("user.name");
    Path own = TemporaryFolder.ofUser("zoodip-logs");
    System.setProperty("user.name", "some/body");
    try {
      Path other = TemporaryFolder.ofUser("zoodip-logs");
      assertEquals(shared.resolve("zoodip-logs-some_body"), other);
      assertFalse(other.equals(own));
    } finally {
      System.setProperty("user.name", user);
    }
  }

  @Test
  void whatSomebodyElseMadeIsRefused() throws IOException {
    assumeTrue(System.getProperty("user.name").equals("root"));
    Path theirs = Files.createDirectory(TemporaryFolder.ofUser("zoodip-logs"));
    Files.setAttribute(theirs, "unix:uid", 4711, LinkOption.NOFOLLOW_LINKS);

    assertThrows(ForeignFolderException.class, () -> PrivateFolder.temporary("logs"));
  }

  /** It would have this user's files written wherever the link leads. */
  @Test
  void aLinkThatSomebodyElseMadeIsRefused() throws IOException {
    assumeTrue(System.getProperty("user.name").equals("root"));
    Path own = Files.createDirectory(shared.resolve("own"));
    Path link = Files.createSymbolicLink(TemporaryFolder.ofUser("zoodip-logs"), own);
    Files.setAttribute(link, "unix:uid", 4711, LinkOption.NOFOLLOW_LINKS);

    assertThrows(ForeignFolderException.class, () -> PrivateFolder.temporary("logs"));
  }
}
