package zoodip.gateway.subjects;

import com.google.protobuf.Empty;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Inject;
import java.util.Optional;
import zoodip.events.v1.SubjectManifest;
import zoodip.gateway.calls.IdleStreams;
import zoodip.gateway.paging.Field;
import zoodip.gateway.paging.Fields;
import zoodip.gateway.paging.ItemSource;
import zoodip.gateway.paging.ListDefinition;
import zoodip.gateway.paging.Page;
import zoodip.gateway.paging.PageRequest;
import zoodip.gateway.paging.Pages;
import zoodip.platform.names.ResourceName;
import zoodip.platform.validation.MalformedRequests;
import zoodip.v1.CreateSubjectRequest;
import zoodip.v1.DeleteSubjectRequest;
import zoodip.v1.GetSubjectRequest;
import zoodip.v1.LearnableProperty;
import zoodip.v1.ListSubjectsRequest;
import zoodip.v1.ListSubjectsResponse;
import zoodip.v1.Subject;
import zoodip.v1.SubjectsGrpc;
import zoodip.v1.UploadPhotosRequest;

/** zoodip.v1.Subjects. */
@GrpcService
@Blocking
public class SubjectsService extends SubjectsGrpc.SubjectsImplBase {
  private static final ListDefinition<Subject> LISTING =
      new ListDefinition<>(
          "subjects",
          ListDefinition.NEWEST_FIRST,
          Fields.of(
              Field.text("name", Subject::getName),
              Field.text("class_word", Subject::getClassWord),
              Field.choice(
                  "learnable_property",
                  LearnableProperty.class,
                  "LEARNABLE_PROPERTY_",
                  Subject::getLearnableProperty),
              Field.flag("living", Subject::getLiving),
              Field.time("create_time", Subject::getCreateTime),
              Field.time("update_time", Subject::getUpdateTime)));

  private final SubjectStore subjects;
  private final SubjectCreation creation;
  private final SubjectPhotos photos;
  private final PhotoChecks checks;
  private final IdleStreams idleStreams;
  private final Pages pages;

  @Inject
  public SubjectsService(
      SubjectStore subjects,
      SubjectCreation creation,
      SubjectPhotos photos,
      PhotoChecks checks,
      IdleStreams idleStreams,
      Pages pages) {
    this.subjects = subjects;
    this.creation = creation;
    this.photos = photos;
    this.checks = checks;
    this.idleStreams = idleStreams;
    this.pages = pages;
  }

  @Override
  public ServerServiceDefinition bindService() {
    return MalformedRequests.marked(super.bindService());
  }

  @Override
  public void createSubject(CreateSubjectRequest request, StreamObserver<Subject> caller) {
    caller.onNext(creation.create(request));
    caller.onCompleted();
  }

  @Override
  public StreamObserver<UploadPhotosRequest> uploadPhotos(StreamObserver<Subject> caller) {
    return new PhotoUpload(subjects, photos, checks, idleStreams, caller);
  }

  @Override
  public void getSubject(GetSubjectRequest request, StreamObserver<Subject> caller) {
    caller.onNext(UploadedPhotos.shown(subjects.get(ResourceName.parse(request.getName()))));
    caller.onCompleted();
  }

  @Override
  public void listSubjects(
      ListSubjectsRequest request, StreamObserver<ListSubjectsResponse> caller) {
    Page<Subject> page =
        pages.cut(
            LISTING,
            ItemSource.of(
                subjects.list(request.getParent()).stream().map(UploadedPhotos::shown).toList()),
            new PageRequest(
                request.getParent(),
                request.getFilter(),
                request.getOrderBy(),
                request.getPageSize(),
                request.getPageToken()));
    caller.onNext(
        ListSubjectsResponse.newBuilder()
            .addAllSubjects(page.items())
            .setNextPageToken(page.nextToken())
            .build());
    caller.onCompleted();
  }

  @Override
  public void deleteSubject(DeleteSubjectRequest request, StreamObserver<Empty> caller) {
    ResourceName name = ResourceName.parse(request.getName());
    Optional<SubjectManifest> manifest = subjects.find(name);
    if (manifest.isEmpty() && !subjects.hasLeftovers(name)) {
      throw SubjectStore.missing(name);
    }
    manifest.ifPresent(subject -> creation.release(name.parent(), subject.getRequestId()));
    subjects.delete(name);
    caller.onNext(Empty.getDefaultInstance());
    caller.onCompleted();
  }
}
