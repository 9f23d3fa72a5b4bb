"""From photos to pictures with nothing but gRPC: the whole of what a client can ask of Zoodip.

    python tour.py --server localhost:9001 --photos DIR --out DIR [--steps 217]

DIR has pictures and a subject.json: {"class": "mug", "captions": {"00.jpg": "a photo of a {} in the snow"}}.
Put the folder with the stubs (stubs.sh) on PYTHONPATH.
"""

import argparse
import json
import pathlib
import sys
import uuid

import grpc

from zoodip.v1 import concepts_pb2, concepts_pb2_grpc
from zoodip.v1 import evaluations_pb2, evaluations_pb2_grpc
from zoodip.v1 import images_pb2, images_pb2_grpc
from zoodip.v1 import jobs_pb2
from zoodip.v1 import models_pb2, models_pb2_grpc
from zoodip.v1 import settings_pb2
from zoodip.v1 import subjects_pb2, subjects_pb2_grpc
from zoodip.v1 import training_jobs_pb2, training_jobs_pb2_grpc

CHUNK = 256 * 1024
MODEL = "models/toybox"
# gRPC takes 4 MiB by itself; the largest picture has 48
LARGEST_ANSWER = 64 * 1024 * 1024


class Tour:
    """One tenant's way through the API."""

    def __init__(self, channel, tenant, out):
        self.parent = f"tenants/{tenant}"
        self.out = out
        self.models = models_pb2_grpc.ModelsStub(channel)
        self.subjects = subjects_pb2_grpc.SubjectsStub(channel)
        self.jobs = training_jobs_pb2_grpc.TrainingJobsStub(channel)
        self.concepts = concepts_pb2_grpc.ConceptsStub(channel)
        self.evaluations = evaluations_pb2_grpc.EvaluationsStub(channel)
        self.images = images_pb2_grpc.ImagesStub(channel)

    def look_at_models(self):
        names = [m.name for m in self.models.ListModels(models_pb2.ListModelsRequest()).models]
        assert MODEL in names, names
        print("models:", ", ".join(names))

    def upload(self, photos, subject_id):
        """Makes a subject and streams its photos; a retry with the same request_id finds the first one."""
        words = json.loads((photos / "subject.json").read_text())
        request = subjects_pb2.CreateSubjectRequest(
            parent=self.parent,
            subject_id=subject_id,
            subject=subjects_pb2.Subject(class_word=words["class"]),
            request_id=str(uuid.uuid4()),
        )
        made = self.subjects.CreateSubject(request)
        assert self.subjects.CreateSubject(request) == made

        def parts():
            yield subjects_pb2.UploadPhotosRequest(subject=made.name)
            for name, caption in sorted(words.get("captions", {}).items()):
                yield subjects_pb2.UploadPhotosRequest(
                    photo=subjects_pb2.PhotoHeader(filename=name, caption=caption)
                )
                content = (photos / name).read_bytes()
                for at in range(0, len(content), CHUNK):
                    yield subjects_pb2.UploadPhotosRequest(chunk=content[at : at + CHUNK])

        subject = self.subjects.UploadPhotos(parts())
        print(f"{subject.name}: {len(subject.photos)} photos of a {subject.class_word}")
        return subject

    def train(self, subject, steps, preview_interval):
        job = self.jobs.CreateTrainingJob(
            training_jobs_pb2.CreateTrainingJobRequest(
                parent=self.parent,
                request_id=str(uuid.uuid4()),
                training_job=training_jobs_pb2.TrainingJob(
                    subject=subject.name,
                    model=MODEL,
                    settings=settings_pb2.TrainingSettings(steps=steps),
                    preview_interval=preview_interval,
                    seed=1,
                ),
            )
        )
        watch = training_jobs_pb2.WatchTrainingJobRequest(name=job.name)
        for change in self.jobs.WatchTrainingJob(watch):
            if change.HasField("training_job"):
                job = change.training_job
                done = job.progress
                print(f"  step {done.done}/{done.total} loss {done.loss:.4f} {done.per_second:.1f} it/s")
        if job.state != jobs_pb2.JOB_STATE_SUCCEEDED:
            sys.exit(f"{job.name} ended without success: {job.error.message}")
        return job

    def fetch_files(self, job):
        job = self.jobs.GetTrainingJob(training_jobs_pb2.GetTrainingJobRequest(name=job.name))
        for file in job.files:
            request = training_jobs_pb2.GetTrainingJobFileRequest(name=job.name, file=file)
            target = self.out / "job" / file
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(b"".join(c.content for c in self.jobs.GetTrainingJobFile(request)))
        print("files of the job:", ", ".join(job.files))

    def draw(self, prompt, count, name):
        request = images_pb2.GenerateImagesRequest(
            parent=self.parent, model=MODEL, prompt=prompt, count=count, seed=1
        )
        for event in self.images.GenerateImages(request):
            if event.HasField("image"):
                (self.out / f"{name}-{event.image.index}.png").write_bytes(event.image.png)
        print(f"drew {count} of '{prompt}'")

    def refuse_unknown_concept(self):
        try:
            self.draw("a <nobody-learned-this> mug", 1, "never")
        except grpc.RpcError as e:
            assert e.code() == grpc.StatusCode.INVALID_ARGUMENT, e
            print("refused, as it should be:", e.details())
        else:
            sys.exit("a prompt with an unknown concept was drawn")

    def score(self, subject, concept):
        evaluation = self.evaluations.CreateEvaluation(
            evaluations_pb2.CreateEvaluationRequest(
                parent=self.parent,
                request_id=str(uuid.uuid4()),
                evaluation=evaluations_pb2.Evaluation(
                    subject=subject.name,
                    model=MODEL,
                    concept=concept,
                    settings=evaluations_pb2.EvaluationSettings(
                        prompts=["a {0} {1} in the snow", "a {0} {1} on the beach"]
                    ),
                ),
            )
        )
        watch = evaluations_pb2.WatchEvaluationRequest(name=evaluation.name)
        for change in self.evaluations.WatchEvaluation(watch):
            if change.HasField("evaluation"):
                evaluation = change.evaluation
        scores = evaluation.scores
        print(f"CLIP-I {scores.clip_i:.3f}  CLIP-T {scores.clip_t:.3f}  DINO {scores.dino:.3f}")

    def keep_and_share(self, name):
        """Verify, export, import under another name, and draw with both in one prompt."""
        verified = self.concepts.VerifyConcept(concepts_pb2.VerifyConceptRequest(name=name))
        assert verified.verified, verified
        print(f"verified from its journal: {verified.steps} steps")
        exported = self.concepts.ExportConcept(
            concepts_pb2.ExportConceptRequest(
                name=name, format=concepts_pb2.CONCEPT_FORMAT_DIFFUSERS
            )
        )
        (self.out / exported.filename).write_bytes(exported.content)
        copy = self.concepts.ImportConcept(
            concepts_pb2.ImportConceptRequest(
                parent=self.parent,
                concept_id=name.rsplit("/", 1)[1] + "-copy",
                model=MODEL,
                content=exported.content,
                request_id=str(uuid.uuid4()),
            )
        )
        original = self.concepts.GetConcept(concepts_pb2.GetConceptRequest(name=name))
        assert copy.embedding_sha256 == original.embedding_sha256
        self.draw(f"a {original.placeholder} mug and a {copy.placeholder} mug", 1, "both")
        self.concepts.DeleteConcept(concepts_pb2.DeleteConceptRequest(name=copy.name))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--server", default="localhost:9001")
    parser.add_argument("--tenant", default="default")
    parser.add_argument("--photos", type=pathlib.Path, required=True)
    parser.add_argument("--subject-id", default="my-mug")
    parser.add_argument("--steps", type=int, default=217)
    parser.add_argument("--out", type=pathlib.Path, default=pathlib.Path("tour"))
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    limits = [("grpc.max_receive_message_length", LARGEST_ANSWER)]
    with grpc.insecure_channel(options.server, options=limits) as channel:
        tour = Tour(channel, options.tenant, options.out)
        tour.look_at_models()
        subject = tour.upload(options.photos, options.subject_id)
        job = tour.train(subject, options.steps, options.steps // 2)
        tour.fetch_files(job)
        tour.draw(f"a <{options.subject_id}> {subject.class_word} in the snow", 2, "snow")
        tour.refuse_unknown_concept()
        tour.score(subject, job.concept)
        tour.keep_and_share(job.concept)
    print("tour done")


if __name__ == "__main__":
    main()
