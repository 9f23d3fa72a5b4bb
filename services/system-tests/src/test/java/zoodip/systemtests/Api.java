package zoodip.systemtests;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import zoodip.toybox.PhotoSet;
import zoodip.toybox.Toybox;
import zoodip.v1.CancelTrainingJobRequest;
import zoodip.v1.Concept;
import zoodip.v1.ConceptsGrpc;
import zoodip.v1.CreateEvaluationRequest;
import zoodip.v1.CreateSubjectRequest;
import zoodip.v1.CreateTrainingJobRequest;
import zoodip.v1.Evaluation;
import zoodip.v1.EvaluationsGrpc;
import zoodip.v1.GenerateImagesRequest;
import zoodip.v1.GenerateImagesResponse;
import zoodip.v1.GetConceptRequest;
import zoodip.v1.GetEvaluationRequest;
import zoodip.v1.GetTrainingJobFileRequest;
import zoodip.v1.GetTrainingJobRequest;
import zoodip.v1.Image;
import zoodip.v1.ImagesGrpc;
import zoodip.v1.PhotoHeader;
import zoodip.v1.Subject;
import zoodip.v1.SubjectsGrpc;
import zoodip.v1.TrainingJob;
import zoodip.v1.TrainingJobsGrpc;
import zoodip.v1.TrainingSettings;
import zoodip.v1.UploadPhotosRequest;
import zoodip.v1.WatchEvaluationRequest;
import zoodip.v1.WatchTrainingJobRequest;
import zoodip.v1.WatchTrainingJobResponse;

/**
 * The public API as a tenant's client calls it. The first call waits until the server is up; who
 * waits for a job waits as long as its test may.
 *
 * @param parent the tenant's name
 */
record Api(ManagedChannel channel, String parent) {
  static final String MODEL = "models/toybox";

  private static final int SECONDS = 400;
  private static final int CHUNK = 1 << 20;

  SubjectsGrpc.SubjectsBlockingStub subjects() {
    return SubjectsGrpc.newBlockingStub(channel)
        .withWaitForReady()
        .withDeadlineAfter(SECONDS, TimeUnit.SECONDS);
  }

  TrainingJobsGrpc.TrainingJobsBlockingStub trainingJobs() {
    return TrainingJobsGrpc.newBlockingStub(channel)
        .withWaitForReady()
        .withDeadlineAfter(SECONDS, TimeUnit.SECONDS);
  }

  EvaluationsGrpc.EvaluationsBlockingStub evaluations() {
    return EvaluationsGrpc.newBlockingStub(channel)
        .withWaitForReady()
        .withDeadlineAfter(SECONDS, TimeUnit.SECONDS);
  }

  ImagesGrpc.ImagesBlockingStub images() {
    return ImagesGrpc.newBlockingStub(channel)
        .withWaitForReady()
        .withDeadlineAfter(SECONDS, TimeUnit.SECONDS);
  }

  /** Makes a subject of the toybox's mug. */
  Subject upload(String id, Path folder) {
    PhotoSet photos = Toybox.subject("mug-01", folder);
    return upload(id, photos, photo -> bytes(photo.file()));
  }

  /** Likewise, of photos with comments, which are not kept. */
  Subject uploadCommented(String id, Path folder) {
    PhotoSet photos = Toybox.subject("mug-01", folder);
    return upload(id, photos, photo -> commented(bytes(photo.file())));
  }

  /** Makes a subject of photos whose bytes come from somewhere else. */
  Subject upload(
      String id, PhotoSet photos, Function<PhotoSet.CaptionedPhoto, ByteString> content) {
    Subject subject =
        subjects()
            .createSubject(
                CreateSubjectRequest.newBuilder()
                    .setParent(parent)
                    .setSubjectId(id)
                    .setSubject(Subject.newBuilder().setClassWord(photos.classWord()))
                    .build());
    CompletableFuture<Subject> answer = new CompletableFuture<>();
    StreamObserver<UploadPhotosRequest> parts =
        SubjectsGrpc.newStub(channel).uploadPhotos(new Answer(answer));
    parts.onNext(UploadPhotosRequest.newBuilder().setSubject(subject.getName()).build());
    for (PhotoSet.CaptionedPhoto photo : photos.photos()) {
      PhotoHeader header =
          PhotoHeader.newBuilder()
              .setFilename(photo.file().getFileName().toString())
              .setCaption(photo.caption())
              .build();
      parts.onNext(UploadPhotosRequest.newBuilder().setPhoto(header).build());
      send(content.apply(photo), parts);
    }
    parts.onCompleted();
    return answer.join();
  }

  /** A JPEG file with a comment of two letters. */
  private static ByteString commented(ByteString jpeg) {
    byte[] comment = {(byte) 0xff, (byte) 0xfe, 0, 4, 'h', 'i'};
    return jpeg.substring(0, 2).concat(ByteString.copyFrom(comment)).concat(jpeg.substring(2));
  }

  private static void send(ByteString photo, StreamObserver<UploadPhotosRequest> parts) {
    for (int at = 0; at < photo.size(); at += CHUNK) {
      ByteString chunk = photo.substring(at, Math.min(photo.size(), at + CHUNK));
      parts.onNext(UploadPhotosRequest.newBuilder().setChunk(chunk).build());
    }
  }

  /** A training of the toybox's preset with a fixed seed, and steps that are short. */
  CreateTrainingJobRequest training(Subject subject, String conceptId, int steps) {
    return CreateTrainingJobRequest.newBuilder()
        .setParent(parent)
        .setTrainingJob(
            TrainingJob.newBuilder()
                .setSubject(subject.getName())
                .setModel(MODEL)
                .setConceptId(conceptId)
                .setSettings(TrainingSettings.newBuilder().setSteps(steps).setDirections(2))
                .setSeed(7))
        .build();
  }

  TrainingJob create(CreateTrainingJobRequest request) {
    return trainingJobs().createTrainingJob(request);
  }

  TrainingJob cancel(String name) {
    return trainingJobs()
        .cancelTrainingJob(CancelTrainingJobRequest.newBuilder().setName(name).build());
  }

  TrainingJob job(String name) {
    return trainingJobs().getTrainingJob(GetTrainingJobRequest.newBuilder().setName(name).build());
  }

  /** The first state of the job from now on that is as wanted; the last one if it ends before. */
  TrainingJob await(String name, Predicate<TrainingJob> wanted) {
    Iterator<WatchTrainingJobResponse> changes =
        TrainingJobsGrpc.newBlockingStub(channel)
            .withWaitForReady()
            .watchTrainingJob(WatchTrainingJobRequest.newBuilder().setName(name).build());
    TrainingJob newest = TrainingJob.getDefaultInstance();
    while (changes.hasNext()) {
      WatchTrainingJobResponse change = changes.next();
      if (change.hasTrainingJob()) {
        newest = change.getTrainingJob();
        if (wanted.test(newest)) {
          return newest;
        }
      }
    }
    return newest;
  }

  /** A file that the job has left. */
  ByteString file(String job, String file) {
    ByteString content = ByteString.EMPTY;
    var chunks =
        trainingJobs()
            .getTrainingJobFile(
                GetTrainingJobFileRequest.newBuilder().setName(job).setFile(file).build());
    while (chunks.hasNext()) {
      content = content.concat(chunks.next().getContent());
    }
    return content;
  }

  /** The job when it has ended. */
  TrainingJob awaitEnd(String name) {
    return await(name, job -> false);
  }

  /** Begins an evaluation; the answer has its name. */
  Evaluation evaluate(Evaluation evaluation) {
    return evaluations()
        .createEvaluation(
            CreateEvaluationRequest.newBuilder()
                .setParent(parent)
                .setEvaluation(evaluation)
                .build());
  }

  Evaluation evaluation(String name) {
    return evaluations().getEvaluation(GetEvaluationRequest.newBuilder().setName(name).build());
  }

  /** The evaluation when it has ended. */
  Evaluation awaitEvaluation(String name) {
    Evaluation newest = Evaluation.getDefaultInstance();
    var changes =
        EvaluationsGrpc.newBlockingStub(channel)
            .withWaitForReady()
            .watchEvaluation(WatchEvaluationRequest.newBuilder().setName(name).build());
    while (changes.hasNext()) {
      newest = changes.next().getEvaluation();
    }
    return newest;
  }

  ConceptsGrpc.ConceptsBlockingStub concepts() {
    return ConceptsGrpc.newBlockingStub(channel)
        .withWaitForReady()
        .withDeadlineAfter(SECONDS, TimeUnit.SECONDS);
  }

  Concept concept(String name) {
    return concepts().getConcept(GetConceptRequest.newBuilder().setName(name).build());
  }

  /** Generates {@code count} images in ten steps. */
  List<Image> generate(String prompt, int count) {
    GenerateImagesRequest.Builder request =
        GenerateImagesRequest.newBuilder()
            .setParent(parent)
            .setModel(MODEL)
            .setPrompt(prompt)
            .setCount(count)
            .setSeed(11);
    request.getSettingsBuilder().setSteps(10);
    Iterator<GenerateImagesResponse> events =
        ImagesGrpc.newBlockingStub(channel)
            .withWaitForReady()
            .withDeadlineAfter(SECONDS, TimeUnit.SECONDS)
            .generateImages(request.build());
    List<Image> images = new ArrayList<>();
    while (events.hasNext()) {
      GenerateImagesResponse event = events.next();
      if (event.hasImage()) {
        images.add(event.getImage());
      }
    }
    return images;
  }

  private static ByteString bytes(Path file) {
    try {
      return ByteString.copyFrom(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Answer(CompletableFuture<Subject> subject) implements StreamObserver<Subject> {
    @Override
    public void onNext(Subject value) {
      subject.complete(value);
    }

    @Override
    public void onError(Throwable failure) {
      subject.completeExceptionally(failure);
    }

    @Override
    public void onCompleted() {}
  }
}
