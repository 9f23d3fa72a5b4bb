package zoodip.cli.experiment.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zoodip.cli.errors.UsageException;
import zoodip.toybox.PhotoSet;
import zoodip.toybox.Toybox;

class PlanPhotosTest {
  @TempDir Path folder;

  @Test
  void toysAreUnpackedAndRemoved() {
    Path photo;
    try (PlanPhotos photos =
        PlanPhotos.of(List.of(new SubjectSource.Toy("mug-01"), new SubjectSource.Toy("cat-07")))) {
      assertEquals(
          List.of("mug-01", "cat-07"), photos.sets().stream().map(PhotoSet::name).toList());
      photo = photos.sets().get(0).photos().get(0).file();
      assertTrue(Files.exists(photo));
    }
    assertFalse(Files.exists(photo));
  }

  @Test
  void aFolderHasSubjectsOrIsOne() {
    Toybox.subject("mug-01", folder.resolve("mug"));
    Toybox.subject("cat-07", folder.resolve("cat"));
    assertEquals(List.of("cat", "mug"), names(folder));
    assertEquals(List.of("mug"), names(folder.resolve("mug")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../mine", "/", "a/../../mine", "..", "a\\b"})
  void aListOfSomebodyElsesChoosesNoFolderElsewhere(String photos) throws IOException {
    Files.createDirectories(folder.resolve("mine"));
    Path data = Files.createDirectories(folder.resolve("data"));
    Files.writeString(
        data.resolve("prompts_and_classes.txt"), "subject_name,class\n%s,dog\n".formatted(photos));

    UsageException refused =
        assertThrows(
            UsageException.class,
            () -> PlanPhotos.of(List.of(new SubjectSource.PhotoFolders(data))));

    assertTrue(
        refused.getMessage().contains("names the folder '%s'".formatted(photos)),
        refused.getMessage());
  }

  @Test
  void namesDifferOverAllSources() {
    Path a = folder.resolve("a");
    Path b = folder.resolve("b");
    Toybox.subject("mug-01", a.resolve("mug-01"));
    Toybox.subject("cat-07", a.resolve("cat"));
    Toybox.subject("mug-01", b.resolve("mug-02"));
    SubjectSource toy = new SubjectSource.Toy("mug-01");
    SubjectSource inA = new SubjectSource.PhotoFolders(a);
    try (PlanPhotos photos = PlanPhotos.of(List.of(new SubjectSource.PhotoFolders(b), toy))) {
      assertEquals(
          List.of("mug-02", "mug-01"), photos.sets().stream().map(PhotoSet::name).toList());
    }
    UsageException refused =
        assertThrows(UsageException.class, () -> PlanPhotos.of(List.of(toy, inA)));
    assertEquals(
        "two subjects are called mug-01, a toy and that in %s: rename a folder, or leave one out"
            .formatted(a.resolve("mug-01")),
        refused.getMessage());
  }

  @Test
  void foldersOfTheDreamBoothBenchmarkHaveTheirWordsInAList() throws IOException {
    Toybox.subject("mug-01", folder.resolve("teapot"));
    Toybox.subject("cat-07", folder.resolve("cat2"));
    Files.delete(folder.resolve("cat2/subject.json"));
    Path list =
        Files.writeString(
            folder.resolve("prompts_and_classes.txt"),
            "Classes\n\nsubject_name,class\nteapot,teapot\ncat2,cat\n\nPrompts\n\nprompt_list = [\n"
                + "'a {0} {1}, red'.format(unique_token, class_token),\n]\n");
    try (PlanPhotos photos = PlanPhotos.of(List.of(new SubjectSource.PhotoFolders(folder)))) {
      PhotoSet teapot = photos.sets().get(0);
      PhotoSet cat = photos.sets().get(1);
      assertEquals(2, photos.sets().size());
      assertEquals("teapot", teapot.classWord());
      assertFalse(teapot.living());
      assertEquals("cat2", cat.name());
      assertEquals("cat", cat.classWord());
      assertTrue(cat.living());
      assertEquals(5, cat.photos().size());
    }
    Files.writeString(list, "subject_name,class\nvase,vase\n");
    assertRefused(folder, "there is no such folder");
    Files.writeString(list, "teapot,teapot\n");
    assertRefused(folder, "names no subjects");
  }

  @Test
  void whatIsNotThereIsSaid() throws IOException {
    assertRefused(folder.resolve("none"), "there is no folder");
    assertRefused(folder, "has no folder of photos with a subject.json");
    Files.createDirectories(folder.resolve("a"));
    Files.writeString(folder.resolve("a/subject.json"), "{\"class\": \"mug\"}");
    assertRefused(folder, "has no photo");
  }

  private static void assertRefused(Path folder, String words) {
    UsageException refused =
        assertThrows(
            UsageException.class,
            () -> PlanPhotos.of(List.of(new SubjectSource.PhotoFolders(folder))));
    assertTrue(refused.getMessage().contains(words), refused.getMessage());
  }

  private static List<String> names(Path folder) {
    try (PlanPhotos photos = PlanPhotos.of(List.of(new SubjectSource.PhotoFolders(folder)))) {
      return photos.sets().stream().map(PhotoSet::name).toList();
    }
  }
}
