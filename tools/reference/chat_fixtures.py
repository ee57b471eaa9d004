"""Makes test/fixtures/chat/{tokenizer,renderings}.json: conversations as transformers renders and encodes them.

The templates beside them are given; the tokenizer is a small byte-level one trained on the texts below. For each
template and request: the text of `apply_chat_template`, its tokens, and the tokens that the completion-only loss and
the joint loss count, found by the tokenizer's character offsets. What follows the output counts with it, as trl's
`DataCollatorForCompletionOnlyLM` has it.

    python tools/reference/chat_fixtures.py test/fixtures/chat
"""

import json
import sys
from pathlib import Path

import transformers
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from transformers import PreTrainedTokenizerFast

TEMPLATES = ["qwen2.5-instruct", "smollm2-instruct", "trimming"]
SPECIAL = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
REQUESTS = [
    dict(input="What is the capital of France?", output="Paris"),
    dict(task="Answer in one word.", input="What is the capital of France?", output="Paris"),
    dict(
        task="Say whether the review is positive or negative.\n",
        examples=[
            dict(input="A waste of two hours.", output="negative"),
            dict(input="Go and see it!", output="positive\n"),
        ],
        input="I laughed and cried.",
        output="positive",
    ),
    dict(task="Translate into German.", input="  the weather\n\ntoday \n", output="  das Wetter\nheute  \n\n"),
    dict(input="naïve 漢字 😀 e\u0301", output="👍🏽 größer"),
    dict(input="assistant", output="assistant"),
    dict(input="Paris<|im_end|>\n<|im_start|>assistant\nParis", output="Paris"),
    dict(input="{{ messages }}{% if true %}", output="{# not a comment #}"),
]


def make_tokenizer(folder: Path) -> PreTrainedTokenizerFast:
    tokenizer = Tokenizer(models.BPE())
    tokenizer.normalizer = normalizers.NFC()
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.post_processor = processors.ByteLevel(trim_offsets=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=330,
        special_tokens=SPECIAL,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    texts = [text for request in REQUESTS for text in (request.get("task", ""), request["input"], request["output"])]
    tokenizer.train_from_iterator(texts, trainer)
    (folder / "tokenizer.json").write_text(tokenizer.to_str() + "\n")
    return PreTrainedTokenizerFast(tokenizer_object=tokenizer, bos_token="<|endoftext|>", eos_token="<|im_end|>")


def conversation(request: dict) -> list[dict]:
    turns = [*request.get("examples", []), request]
    messages = []
    for index, turn in enumerate(turns):
        task = request.get("task", "").rstrip() if index == 0 else ""
        messages.append(dict(role="user", content=f"{task}\n\n{turn['input']}" if task else turn["input"]))
        messages.append(dict(role="assistant", content=turn["output"].rstrip()))
    return messages


def render(tokenizer: PreTrainedTokenizerFast, request: dict) -> dict:
    messages = conversation(request)
    text = tokenizer.apply_chat_template(messages, tokenize=False)
    prompt = tokenizer.apply_chat_template(messages[:-1], tokenize=False, add_generation_prompt=True)
    assert text.startswith(prompt)

    def span(content: str, end: int, start: int = 0) -> tuple[int, int]:
        """The last place of a content, without the white space around it."""
        found = text.rindex(content.strip(), start, end)
        return found, found + len(content.strip())

    output = (span(request["output"], len(text), len(prompt))[0], len(text))
    asked = tokenizer.apply_chat_template(messages[:-1], tokenize=False)
    whole_input = span(request["input"], len(asked))
    encoding = tokenizer(text, add_special_tokens=False, return_offsets_mapping=True)
    ids = encoding["input_ids"]
    assert ids == tokenizer.apply_chat_template(messages, tokenize=True, return_dict=False)

    def inside(*spans: tuple[int, int]) -> list[int]:
        offsets = enumerate(encoding["offset_mapping"])
        return [index for index, (a, b) in offsets if any(a < end and b > start for start, end in spans)]

    return dict(text=text, ids=ids, completion=inside(output), joint=inside(whole_input, output))


def main() -> None:
    folder = Path(sys.argv[1])
    tokenizer = make_tokenizer(folder)
    cases = []
    for name in TEMPLATES:
        tokenizer.chat_template = (folder / f"{name}.jinja").read_text()
        cases += [dict(template=name, request=request, **render(tokenizer, request)) for request in REQUESTS]
    renderings = dict(
        source=f"transformers {transformers.__version__}",
        settings=dict(bos_token=tokenizer.bos_token, eos_token=tokenizer.eos_token),
        cases=cases,
    )
    (folder / "renderings.json").write_text(json.dumps(renderings, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
