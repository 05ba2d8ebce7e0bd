"""The policy of a git revision: what is read of it, and everything that reading it must not do."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from waarborg.core.place import ProblemsError
from waarborg.reading.revisions import side_of

FILES = {"policy.yaml": "one\n", "law/wpg.yaml": "two\n"}


def git(where: Path, *words: str, told: bytes = b"") -> str:
    """What git prints."""
    named = ["-c", "user.name=n", "-c", "user.email=e@e", "-c", "protocol.file.allow=always", "-c", "core.fsmonitor="]
    done = subprocess.run(["git", *named, *words], cwd=where, input=told, check=True, capture_output=True)
    return done.stdout.decode().strip()


def written(where: Path, files: dict[str, str]) -> None:
    """Write the files below the folder."""
    for name, text in files.items():
        path = where / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def committed(where: Path, files: dict[str, str]) -> str:
    """Write the files and commit all; the number of the commit."""
    written(where, files)
    git(where, "add", "-A")
    git(where, "commit", "-qm", "more")
    return git(where, "rev-parse", "HEAD")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository of two commits, in which the program runs; of its policy the work tree says something else."""
    where = tmp_path / "repository"
    where.mkdir()
    git(where, "init", "-q", "-b", "main")
    committed(where, {f"policies/{name}": text for name, text in FILES.items()})
    git(where, "tag", "v1")
    committed(where, {"policies/policy.yaml": "three\n"})
    written(where, {"policies/policy.yaml": "four\n"})
    monkeypatch.chdir(where)
    return where


def read(given: str, scratch: Path) -> dict[str, str]:
    """The files of the side that is named."""
    folder, _ = side_of(given, scratch)
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.rglob("*") if path.is_file()
    }


def refusal(given: str, scratch: Path) -> str:
    """The one problem that the side is refused for."""
    with pytest.raises(ProblemsError) as refused:
        side_of(given, scratch)
    [problem] = refused.value.problems
    return str(problem)


@pytest.mark.parametrize(
    "given",
    ["v1", "HEAD~1", "main~1", "v1:policies", "HEAD~1:policies", "HEAD~1:./policies", "HEAD@{1}", ":/more~1", "v1^{}"],
)
def test_every_way_to_name_a_revision(given: str, repository: Path, tmp_path: Path) -> None:
    """A tag, a branch, an ancestor, with or without the folder: what was committed, never what the work tree says."""
    if given == ":/more~1":
        given = git(repository, "rev-parse", "HEAD~1")[:9]
    before = git(repository, "status", "--short")
    assert read(given, tmp_path / "old") == FILES
    assert git(repository, "status", "--short") == before == "M policies/policy.yaml"


@pytest.mark.usefixtures("repository")
def test_a_problem_is_told_of_the_revision(tmp_path: Path) -> None:
    """The name of a side is git's own: `v1:policies`, to which the name of a file is joined."""
    assert side_of("v1", tmp_path / "old")[1] == "v1:policies"
    assert side_of("v1:policies/law", tmp_path / "new")[1] == "v1:policies/law"
    assert side_of("policies", tmp_path / "none") == (Path("policies"), "policies")


@pytest.mark.parametrize("kind", ["bare", "worktree", "shallow", "submodule"])
def test_every_kind_of_repository(kind: str, repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bare one, a second work tree, a shallow clone and, seen from within, a submodule."""
    where = tmp_path / kind
    match kind:
        case "bare":
            git(tmp_path, "clone", "-q", "--bare", str(repository), kind)
        case "worktree":
            git(repository, "worktree", "add", "-q", str(where), "v1")
        case "shallow":
            git(tmp_path, "clone", "-q", "--depth", "1", repository.as_uri(), kind)
        case _:
            where.mkdir()
            git(where, "init", "-q")
            git(where, "submodule", "add", "-q", str(repository), "law")
            committed(where, {})
            where = where / "law"
    monkeypatch.chdir(where)
    assert read("main" if kind == "worktree" else "HEAD", tmp_path / "old")["policy.yaml"] == "three\n"
    if kind == "shallow":
        assert "in this shallow clone: fetch more of it" in refusal("HEAD~1", tmp_path / "new")


def test_a_policy_that_is_a_submodule_says_so(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The revision names it alone, and has nothing of it."""
    where = tmp_path / "super"
    where.mkdir()
    git(where, "init", "-q")
    git(where, "submodule", "add", "-q", str(repository), "policies")
    committed(where, {})
    monkeypatch.chdir(where)
    assert "`policies` is a submodule: compare within it" in refusal("HEAD", tmp_path / "old")


@pytest.mark.parametrize(
    "given",
    ["--upload-pack=touch x", "-p", "--output=x", "no-such", "v1:no-such", "v1:policies/policy.yaml", "", "a\nb"],
)
def test_what_is_no_side_is_refused(given: str, repository: Path, tmp_path: Path) -> None:
    """A name that looks like an option is a name; whatever git knows no folder by is told, and nothing is written."""
    assert "policy/no-revision" in refusal(given, tmp_path / "old")
    assert sorted(path.name for path in repository.iterdir()) == [".git", "policies"]


def test_a_folder_that_is_called_as_a_revision_is_taken_for_neither(repository: Path, tmp_path: Path) -> None:
    """A change could bring a folder with the name of what it is compared with, and then nothing would differ."""
    written(repository, {"main/policy.yaml": "mine\n", "v1:policies/policy.yaml": "mine\n"})
    for given in ("main", "v1:policies"):
        assert "policy/ambiguous-side" in refusal(given, tmp_path / "old")
        assert read(f"./{given}", tmp_path / "old") == {"policy.yaml": "mine\n"}
    assert read("heads/main", tmp_path / "new")["policy.yaml"] == "three\n"


def test_a_folder_is_not_taken_where_git_does_not_say(repository: Path, tmp_path: Path) -> None:
    """It may be a revision too: several of that name, or a repository that git refuses to read."""
    git(repository, "branch", "v1")
    written(repository, {"v1/policy.yaml": "mine\n"})
    assert "policy/ambiguous-side" in refusal("v1", tmp_path / "old")
    git(repository, "config", "core.repositoryFormatVersion", "99")
    assert "policy/ambiguous-side" in refusal("v1", tmp_path / "old")
    assert read("./v1", tmp_path / "old") == {"policy.yaml": "mine\n"}
    (repository / ".git").rename(tmp_path / "elsewhere")
    assert read("v1", tmp_path / "old") == {"policy.yaml": "mine\n"}


def test_a_branch_and_a_tag_of_one_name_are_told_apart(repository: Path, tmp_path: Path) -> None:
    """Whatever the repository says of warnings."""
    git(repository, "branch", "v1")
    git(repository, "config", "core.warnAmbiguousRefs", "false")
    assert "heads/NAME or tags/NAME" in refusal("v1", tmp_path / "old")
    assert read("tags/v1", tmp_path / "new") == FILES


def test_nothing_that_the_repository_is_set_up_with_is_run(repository: Path, tmp_path: Path) -> None:
    """No filter, conversion, external diff, hook, monitor, pager or transport; no attribute hides or changes a file."""
    attributes = "*.yaml filter=evil diff=evil export-ignore export-subst\n"
    committed(
        repository,
        {".gitattributes": attributes, "policies/.gitattributes": attributes, "policies/a.yaml": "$Format:%H$\n"},
    )
    trap = f"touch {tmp_path / 'run'}"
    (repository / ".git" / "config").write_text(
        "[core]\n repositoryformatversion = 1\n"
        f" fsmonitor = {trap}\n hooksPath = {repository}\n sshCommand = {trap}\n pager = {trap}\n"
        f' attributesFile = {repository}/.gitattributes\n[filter "evil"]\n smudge = {trap}\n clean = {trap}\n required\n'
        f'[diff "evil"]\n textconv = {trap}\n command = {trap}\n[diff]\n external = {trap}\n'
        f'[pager]\n cat-file = {trap}\n ls-tree = {trap}\n[tar "tar"]\n command = {trap}\n'
        f'[alias]\n cat-file = !{trap}\n ls-tree = !{trap}\n[protocol "ext"]\n allow = always\n'
        f'[extensions]\n partialClone = origin\n[remote "origin"]\n promisor = true\n url = ext::sh -c "{trap}"\n',
        "utf-8",
    )
    found = read("HEAD", tmp_path / "old")
    assert found["a.yaml"] == "$Format:%H$\n"
    assert found["policy.yaml"] == "four\n"
    blob = git(repository, "rev-parse", "HEAD:policies/a.yaml")
    (repository / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    assert "is not in this clone" in refusal("HEAD", tmp_path / "new")
    assert not (tmp_path / "run").exists()


def test_one_object_is_not_taken_for_another(repository: Path, tmp_path: Path) -> None:
    """What the repository says should replace an object is not looked at."""
    blobs = [git(repository, "rev-parse", f"{commit}:policies/policy.yaml") for commit in ("v1", "HEAD")]
    git(repository, "replace", *blobs)
    assert read("v1", tmp_path / "old") == FILES


@pytest.mark.parametrize("target", ["/etc/passwd", "../outside", "law/../../x", "."])
def test_a_link_that_leads_out_is_refused(target: str, repository: Path, tmp_path: Path) -> None:
    """One within the policy is kept, whichever comes first; one that leads out is told, and nothing is written there."""
    written(repository, {"policies/policy.yaml": "four\n"})
    (repository / "policies" / "law" / "again.yaml").symlink_to("wpg.yaml")
    committed(repository, {})
    assert read("HEAD", tmp_path / "old")["law/again.yaml"] == "two\n"
    (repository / "policies" / "evil").symlink_to(target)
    committed(repository, {})
    assert "`evil` is a link that leads out of it" in refusal("HEAD", tmp_path / "new")


def test_a_link_that_leads_out_through_another_is_refused(repository: Path, tmp_path: Path) -> None:
    """Two links that each look as if they stay within: what `..` is after the first one, its name does not tell."""
    (tmp_path / "secret.yaml").write_text("token\n", "utf-8")
    written(repository, {"policies/top/kept.yaml": "kept\n", "policies/a/b/c/kept.yaml": "kept\n"})
    (repository / "policies" / "a" / "b" / "c" / "up").symlink_to("../../../top")
    (repository / "policies" / "law" / "evil.yaml").symlink_to("../a/b/c/up/../../../secret.yaml")
    committed(repository, {})
    assert "`law/evil.yaml` is a link that leads out of it" in refusal("HEAD", tmp_path / "scratch" / "new")


def test_a_tree_that_no_git_makes_cannot_write_elsewhere(repository: Path, tmp_path: Path) -> None:
    """A path that climbs out, and a link with the name of a folder beside it."""
    blob = git(repository, "rev-parse", "HEAD:policies/policy.yaml")
    raw = bytes.fromhex(blob)
    for entries in (
        b"100644 ../../escaped\0" + raw,
        b"120000 dir\0"
        + bytes.fromhex(git(repository, "hash-object", "-w", "--stdin", told=str(tmp_path).encode()))
        + b"40000 dir\0"
        + bytes.fromhex(git(repository, "rev-parse", "HEAD:policies")),
    ):
        tree = git(repository, "hash-object", "-w", "-t", "tree", "--literally", "--stdin", told=entries)
        assert "policy/no-revision" in refusal(tree, tmp_path / "old" / tree)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["old", "repository"]
