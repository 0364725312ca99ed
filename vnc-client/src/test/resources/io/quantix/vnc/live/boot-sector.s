# What the QEMU tests boot: draws a picture in VGA mode 13h (320x200), sends R on the first serial
# port, then sends there every byte that the keyboard controller gives, and draws a line for each.
# F12 changes to text mode (720x400), F11 back. The keypad's comma, which few keyboards have, puts
# the Caps Lock light on and sounds the speaker at 1 kHz.
# as --32 boot-sector.s -o boot.o && ld -m elf_i386 --oformat binary -Ttext 0x7c00 boot.o -o boot
    .code16
    .globl _start
_start:
    cli
    xorw %ax, %ax
    movw %ax, %ds
    movw %ax, %ss
    movw $0x7c00, %sp
    movw $0x0013, %ax
    int $0x10
    movw $0xa000, %ax
    movw %ax, %es
    cld
    xorw %di, %di
    movl $12345, %ebx
    xorw %dx, %dx               # row
row:
    xorw %cx, %cx               # column
column:
    cmpw $100, %cx
    jb noise
    cmpw $200, %cx
    jb blocks
    movb $3, %al                # one colour, with a line
    cmpw $100, %dx
    jne put
    movb $14, %al
    jmp put
noise:
    imull $1103515245, %ebx, %ebx
    addl $12345, %ebx
    movl %ebx, %eax
    shrl $16, %eax
    jmp put
blocks:
    movw %cx, %ax
    shrw $3, %ax
    addw %dx, %ax
    shrw $2, %ax
    andb $0x0f, %al
put:
    stosb
    incw %cx
    cmpw $320, %cx
    jne column
    incw %dx
    cmpw $200, %dx
    jne row
    xorw %si, %si               # the next line to draw
    movw $key, 0x24             # interrupt 9
    movw $0, 0x26
    movb $0xfd, %al             # the keyboard alone may interrupt
    outb %al, $0x21
    movb $0xff, %al
    outb %al, $0xa1
    movb $'R', %al
    call send
    sti
wait:
    hlt
    jmp wait
key:
    inb $0x60, %al
    call send
    cmpb $0x58, %bl
    jne notext
    movw $0x0003, %ax
    int $0x10
notext:
    cmpb $0x57, %bl
    jne nographics
    movw $0x0013, %ax
    int $0x10
nographics:
    cmpb $0x7e, %bl
    jne nolight
    movb $0xed, %al
    outb %al, $0x60
    movb $4, %al
    outb %al, $0x60
    movb $0xb6, %al
    outb %al, $0x43
    movb $0xa9, %al
    outb %al, $0x42
    movb $4, %al
    outb %al, $0x42
    inb $0x61, %al
    orb $3, %al
    outb %al, $0x61
nolight:
    movb %bl, %al
    movw $320, %cx
    movw %si, %di
    rep stosb
    movw %di, %si
    cmpw $64000, %si
    jb acknowledge
    xorw %si, %si
acknowledge:
    movb $0x20, %al
    outb %al, $0x20
    iretw
send:
    movb %al, %bl
    movw $0x3fd, %dx
busy:
    inb %dx, %al
    testb $0x20, %al
    jz busy
    movb %bl, %al
    movw $0x3f8, %dx
    outb %al, %dx
    ret
