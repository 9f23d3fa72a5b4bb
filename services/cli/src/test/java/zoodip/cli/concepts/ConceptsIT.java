package zoodip.cli.concepts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
class ConceptsIT {
  @Test
  void conceptsAreListedAndShown(LocalServer server) {
    Cli.Run listed = server.run("concepts", "list");
    assertTrue(listed.out().contains("<mug>"), listed::out);
    assertTrue(
        Json.of(server.run("concepts", "list", "--json")).getAsJsonArray("concepts").size() > 0);
    Cli.Run shown = server.run("concepts", "show", "<mug>");
    assertTrue(shown.out().contains("placeholder   <mug>"), shown::out);
    assertEquals(
        "mug",
        Json.of(server.run("concepts", "get", "mug", "--json")).get("classWord").getAsString());
  }

  @Test
  void aDeletedConceptIsGone(LocalServer server) {
    assertEquals(
        0,
        server.run("train", "mug", "--name", "short-lived", "--steps", 5, "--watch", "-q").code());
    assertEquals(0, server.run("concepts", "delete", "short-lived").code());
    Cli.Run shown = server.run("concepts", "show", "short-lived");
    assertEquals(ExitCodes.REFUSED, shown.code());
    assertTrue(shown.err().contains("short-lived"), shown::err);
  }

  @Test
  void aNearConceptIsSuggested(LocalServer server) {
    Cli.Run run = server.run("concepts", "show", "mag");
    assertEquals(ExitCodes.REFUSED, run.code());
    assertTrue(run.err().contains("did you mean <mug>?"), run::err);
  }

  @Test
  void anExportedConceptComesBackUnderAnotherName(LocalServer server, @TempDir Path folder) {
    for (String format : List.of("diffusers", "emb_params")) {
      Path file = folder.resolve(format + ".safetensors");
      Cli.Run exported = server.run("concepts", "export", "mug", "--format", format, "--out", file);
      assertEquals(0, exported.code(), exported::err);
      assertEquals("wrote " + file, exported.out().strip());
      String name = format.replace('_', '-');
      Cli.Run made =
          server.run("concepts", "import", file, "--name", name, "--model", "toybox", "--json");
      assertEquals(0, made.code(), made::err);
      assertEquals(digest(server, "mug"), Json.of(made).get("embeddingSha256").getAsString());
      assertEquals("mug", Json.of(made).get("classWord").getAsString());
      Cli.Run again = server.run("concepts", "import", file, "--name", name, "--model", "toybox");
      assertEquals(ExitCodes.REFUSED, again.code());
    }
  }

  @Test
  void aFolderGetsAFileOfTheServersName(LocalServer server, @TempDir Path folder) {
    Cli.Run exported = server.run("concepts", "export", "mug", "--out", folder, "--json");
    assertEquals(
        folder.resolve("learned_embeds.safetensors").toString(),
        Json.of(exported).get("filename").getAsString());
  }

  @Test
  void whatIsNoEmbeddingIsRefused(LocalServer server, @TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("no.safetensors"), "this is no embedding");
    Cli.Run damaged = server.run("concepts", "import", file, "--model", "toybox");
    assertEquals(2, damaged.code(), damaged::err);
    Cli.Run missing =
        server.run("concepts", "import", folder.resolve("nothing"), "--model", "toybox");
    assertEquals(2, missing.code());
    assertTrue(missing.err().contains("There is no file"), missing::err);
    assertEquals(ExitCodes.REFUSED, server.run("concepts", "show", "no").code());
  }

  @Test
  void aLearnedConceptIsVerifiedAndAnImportedOneCannotBe(LocalServer server, @TempDir Path folder) {
    Cli.Run verified = server.run("concepts", "verify", "mug");
    assertEquals(0, verified.code(), verified::err);
    assertTrue(verified.out().contains("verified   yes"), verified::out);
    assertTrue(
        Json.of(server.run("concepts", "verify", "mug", "--json")).get("verified").getAsBoolean());

    Path file = folder.resolve("mug.safetensors");
    server.run("concepts", "export", "mug", "--out", file);
    server.run("concepts", "import", file, "--name", "foreign", "--model", "toybox");
    Cli.Run imported = server.run("concepts", "verify", "foreign");
    assertEquals(ExitCodes.REFUSED, imported.code(), imported::err);
  }

  private static String digest(LocalServer server, String concept) {
    return Json.of(server.run("concepts", "show", concept, "--json"))
        .get("embeddingSha256")
        .getAsString();
  }
}
