package zoodip.local.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import zoodip.client.Client;
import zoodip.client.TrainingRun;
import zoodip.diffusion.engine.ResidentMemory;
import zoodip.local.program.ClientProgram;
import zoodip.local.program.PhotoSetUpload;
import zoodip.platform.names.ResourceName;
import zoodip.toybox.PhotoSet;
import zoodip.toybox.Toybox;
import zoodip.v1.Evaluation;
import zoodip.v1.Subject;

/**
 * Personalizes a toy through the public API, as any client would: photos become a concept, a score
 * and images.
 */
public class Demo extends ClientProgram {
  public Demo() {
    super("demo");
  }

  @Override
  protected void run(Client client) {
    DemoSettings settings = DemoSettings.of(System.getProperties());
    show(client, settings, photos(settings));
  }

  private PhotoSet photos(DemoSettings settings) {
    return settings
        .subject()
        .map(PhotoSet::read)
        .orElseGet(() -> Toybox.subject(DemoSettings.TOY, temporary(DemoSettings.TOY)));
  }

  private Path temporary(String name) {
    try {
      return Files.createDirectories(dataFolder.resolve("photos").resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot unpack photos to " + dataFolder, e);
    }
  }

  private void show(Client client, DemoSettings settings, PhotoSet photos) {
    DemoEvaluation evaluation = new DemoEvaluation(client, settings, out);
    out.printf("Uploading %d photos of a %s%n", photos.photos().size(), photos.classWord());
    Subject subject = PhotoSetUpload.upload(client, photos);
    out.printf("Learning %s on %s%n", photos.name(), DemoTraining.MODEL);
    TrainingRun run =
        new DemoTraining(client, settings, out).learn(subject, evaluation.evaluationSettings());
    out.println("Scoring the concept");
    Evaluation concept = evaluation.await(run.job().getEvaluationJob());
    out.println("Scoring the class word alone");
    Evaluation classWord = evaluation.classWord(subject);
    out.println("Drawing");
    conclude(client, settings, evaluation, new Results(photos, run, classWord, concept));
  }

  private void conclude(
      Client client, DemoSettings settings, DemoEvaluation evaluation, Results results) {
    DemoFolder folder = new DemoFolder(settings.output());
    Gallery gallery = new Gallery(client, evaluation.generation(), settings.seed());
    List<String> prompts = Gallery.prompts(results.photos());
    String classWord = results.photos().classWord();
    List<Gallery.Generated> before = gallery.generate(prompts, "", classWord);
    List<Gallery.Generated> after = gallery.generate(prompts, results.placeholder(), classWord);
    folder.writeContactSheet(results.title(), results.photos(), before, after);
    DemoReport report =
        new DemoReport(
            results.photos(),
            results.run(),
            results.classWord(),
            results.concept(),
            secondsSinceStart(),
            ResidentMemory.peakMib());
    folder.writeReport(
        report.json(
            folder.contactSheet(),
            folder.writeImages("class-word", before),
            folder.writeImages("concept", after)));
    print(report, folder);
  }

  private void print(DemoReport report, DemoFolder folder) {
    out.println();
    report.table().forEach(out::println);
    out.printf(
        "%n%.0f s in all, %.1f it/s%nreport         %s%ncontact sheet  %s%n",
        report.seconds(), report.run().stepsPerSecond(), folder.report(), folder.contactSheet());
  }

  private static double secondsSinceStart() {
    long started = ManagementFactory.getRuntimeMXBean().getStartTime();
    return (System.currentTimeMillis() - started) / 1000.0;
  }

  /** What training and scoring ended with. */
  private record Results(
      PhotoSet photos, TrainingRun run, Evaluation classWord, Evaluation concept) {
    String placeholder() {
      return ResourceName.parse(run.job().getConcept()).placeholder();
    }

    String title() {
      return "%s, learned in %d steps".formatted(photos.name(), run.job().getSettings().getSteps());
    }
  }
}
