"""The plain template: how a task definition and demonstrations become the text that the probe reads.

`{task}\\n\\n` (left out where there is no definition), then for each demonstration `Input: {input}\\nOutput: {output}\\n\\n`.
"""


def body(demo):
    """One demonstration without what separates it from the next."""
    return f"Input: {demo['input']}\nOutput: {demo['output']}"


def render(task, demos):
    """A definition (may be empty) and finished demonstrations, each followed by two line ends."""
    return (f"{task}\n\n" if task else "") + "".join(body(demo) + "\n\n" for demo in demos)
