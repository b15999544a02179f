"""The library as a folder of static pages, made of the same views as the screen (`xiaomi site`)."""
