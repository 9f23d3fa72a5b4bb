package zoodip.cli.subjects;

import zoodip.cli.connection.ResourceNames;
import zoodip.cli.terminal.Details;
import zoodip.cli.terminal.Table;
import zoodip.cli.terminal.ValueText;
import zoodip.v1.Photo;
import zoodip.v1.Subject;

/** Subjects in words. */
final class SubjectText {
  private SubjectText() {}

  static String details(Subject subject) {
    Details details =
        new Details()
            .add("name", subject.getName())
            .add("class", subject.getClassWord())
            .add("property", ValueText.of(subject.getLearnableProperty()))
            .add("living", subject.getLiving() ? "yes" : "no")
            .add("created", ValueText.of(subject.getCreateTime()))
            .add("photos", subject.getPhotosCount());
    Table photos = new Table("FILE", "SIZE", "CAPTION");
    for (Photo photo : subject.getPhotosList()) {
      photos.row(
          photo.getFilename(), photo.getWidth() + "x" + photo.getHeight(), photo.getCaption());
    }
    return subject.getPhotosCount() == 0
        ? details.toString()
        : "%s%n%n%s".formatted(details, photos);
  }

  static Table table(Iterable<Subject> subjects) {
    Table table = new Table("ID", "CLASS", "LIVING", "PHOTOS", "CREATED");
    for (Subject subject : subjects) {
      table.row(
          ResourceNames.id(subject.getName()),
          subject.getClassWord(),
          subject.getLiving() ? "yes" : "no",
          subject.getPhotosCount(),
          ValueText.of(subject.getCreateTime()));
    }
    return table;
  }
}
