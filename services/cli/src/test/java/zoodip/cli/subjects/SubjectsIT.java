package zoodip.cli.subjects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import zoodip.cli.Cli;
import zoodip.cli.Json;
import zoodip.cli.LocalServer;
import zoodip.cli.errors.ExitCodes;

@ExtendWith(LocalServer.Extension.class)
@Timeout(300)
class SubjectsIT {
  @Test
  void aSubjectIsMadeShownListedAndDeleted(LocalServer server) {
    Cli.Run made =
        server.run(
            "subjects",
            "create",
            server.photos(),
            "--id",
            "cup",
            "--class",
            "cup",
            "--living",
            "--property",
            "style");
    assertEquals(0, made.code(), made::err);
    assertTrue(made.out().contains("tenants/default/subjects/cup"), made::out);
    assertTrue(made.err().contains("zoodip train cup"), made::err);

    Cli.Run shown = server.run("subjects", "show", "cup");
    assertTrue(shown.out().contains("04.jpg"), shown::out);
    assertTrue(shown.out().contains("property  style"), shown::out);
    assertTrue(shown.out().contains("a photo of a {} at night"), shown::out);

    Cli.Run listed = server.run("subjects", "list", "--limit", 5);
    // as wide as other tests' subjects make them
    assertTrue(listed.out().matches("(?s).*\\Rcup +cup +yes .*"), listed::out);

    Cli.Run deleted = server.run("subjects", "delete", "cup");
    assertEquals("deleted tenants/default/subjects/cup%n".formatted(), deleted.out());
    assertEquals(ExitCodes.REFUSED, server.run("subjects", "show", "cup").code());
  }

  @Test
  void jsonIsThatOfTheApi(LocalServer server) {
    Cli.Run one = server.run("subjects", "get", "mug", "--json");
    assertEquals("mug", Json.of(one).get("classWord").getAsString());
    assertEquals(5, Json.of(one).getAsJsonArray("photos").size());
    Cli.Run all = server.run("subjects", "list", "--json");
    assertFalse(Json.of(all).getAsJsonArray("subjects").isEmpty(), all::out);
    assertEquals("", all.err());
  }

  @Test
  void severalFilesBecomeASubject(LocalServer server) {
    Cli.Run made =
        server.run(
            "subjects",
            "create",
            server.photos().resolve("00.jpg"),
            server.photos().resolve("01.jpg"),
            "--class",
            "mug",
            "--caption",
            "a {} here",
            "--json");
    assertEquals(0, made.code(), made::err);
    assertEquals(2, Json.of(made).getAsJsonArray("photos").size());
    assertEquals("tenants/default/subjects/photos", Json.of(made).get("name").getAsString());
    assertEquals(0, server.run("subjects", "delete", "photos").code());
  }

  @Test
  void aNearNameIsSuggested(LocalServer server) {
    Cli.Run run = server.run("subjects", "show", "mug-1");
    assertEquals(ExitCodes.REFUSED, run.code());
    assertTrue(run.err().contains("did you mean mug?"), run::err);
    assertEquals("", run.out());
  }

  @Test
  void aTakenIdIsRefused(LocalServer server) {
    Cli.Run run = server.run("subjects", "create", server.photos(), "--id", "mug");
    assertEquals(ExitCodes.REFUSED, run.code());
    assertTrue(run.err().contains("tenants/default/subjects/mug"), run::err);
    assertEquals(0, server.run("subjects", "show", "mug").code());
  }

  @Test
  void aDamagedPhotoIsNamedAndLeavesNothing(LocalServer server, @TempDir Path folder)
      throws IOException {
    Files.writeString(folder.resolve("broken.jpg"), "this is no picture");
    Cli.Run run = server.run("subjects", "create", folder, "--id", "broken", "--class", "mug");
    assertEquals(2, run.code());
    assertTrue(run.err().contains("broken.jpg"), run::err);
    assertEquals(ExitCodes.REFUSED, server.run("subjects", "show", "broken").code());
  }

  @Test
  void tenantsDoNotSeeEachOther(LocalServer server) {
    Cli.Run run = server.run("subjects", "list", "--tenant", "others", "--json");
    assertEquals("{\n}", run.out().strip());
  }
}
